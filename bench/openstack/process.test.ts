import { expect, test } from 'vitest'
import { runProcess } from './process.ts'

const node = (script: string, more = {}) => runProcess({ command: process.execPath, args: ['-e', script], ...more })

test('What a program says and how long it took come back', async () => {
  const { stdout, wallMs, startedAt } = await node('process.stdin.pipe(process.stdout)', { input: 'token' })
  expect(stdout).toBe('token')
  expect(wallMs).toBeGreaterThan(5)
  expect(Math.abs(startedAt + wallMs - Date.now())).toBeLessThan(1000)
})

test('A program that fails is an error with the end of what it said', async () => {
  await expect(node('console.error("no such project"); process.exit(3)')).rejects.toMatchObject({
    code: 'E_PROCESS',
    message: expect.stringMatching(/exit code 3: no such project/),
  })
})

test('One that is not there is an error too', async () => {
  await expect(runProcess({ command: 'no-such-program', args: [] })).rejects.toMatchObject({ code: 'E_PROCESS' })
})
