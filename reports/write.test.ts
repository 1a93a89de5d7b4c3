import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { exampleRun, killedRun, writeExampleRun } from './testing/example-run.ts'
import { writeReports } from './write.ts'

const scratch = mkdtempSync(join(tmpdir(), 'stackproof-write-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const folder = (name: string, run = exampleRun()) => {
  const dir = join(scratch, name)
  writeExampleRun(dir, run)
  return dir
}

test('a run folder gets every report, all from the same facts', async () => {
  const dir = folder('whole')
  const { report, files, problems } = await writeReports(dir, { allure: true })
  expect(problems).toEqual([])
  expect(Object.keys(files)).toEqual(['matrix', 'json', 'junit', 'text', 'markdown', 'docs', 'results', 'allure'])
  expect(Object.values(files).every((path) => existsSync(path))).toBe(true)
  expect(JSON.parse(readFileSync(files.json!, 'utf8'))).toEqual(report)
  expect(files.allure).toBe(join(dir, 'reports', 'allure', 'index.html'))
})

test('reports that are made again are the same', async () => {
  const dir = folder('again')
  const read = async () => {
    const { files } = await writeReports(dir, { allure: false })
    return ['matrix', 'json', 'junit', 'text', 'markdown'].map((name) => readFileSync(files[name]!, 'utf8'))
  }
  expect(await read()).toEqual(await read())
})

test('a killed run is reported, though its last line is half a line', async () => {
  const dir = folder('killed', killedRun(400))
  const journal = join(dir, 'journal.ndjson')
  writeFileSync(journal, `${readFileSync(journal, 'utf8')}{"type":"check.fini`)
  const { report, problems } = await writeReports(dir, { allure: false })
  expect(problems).toEqual([])
  expect(report.verdict).toMatchObject({ exitCode: 3, headline: 'No verdict: the run did not end' })
})

test('one report that cannot be written is named, stops no other and changes no verdict', async () => {
  const dir = folder('blocked')
  mkdirSync(join(dir, 'reports', 'junit.xml'), { recursive: true })
  const { report, files, problems } = await writeReports(dir, { allure: false })
  expect(problems).toEqual([{ name: 'junit', error: expect.stringContaining('EISDIR') }])
  expect(files).toHaveProperty('markdown')
  expect(report.verdict.exitCode).toBe(4)
})

test('an aborted Allure report leaves all others', async () => {
  const { files, problems } = await writeReports(folder('aborted'), { allure: true, signal: AbortSignal.abort() })
  expect(problems.map(({ name }) => name)).toEqual(['allure'])
  expect(files).toHaveProperty('matrix')
})

test('a folder without a plan is no run', async () => {
  mkdirSync(join(scratch, 'empty'), { recursive: true })
  await expect(writeReports(join(scratch, 'empty'), { allure: false })).rejects.toMatchObject({ code: 'E_USAGE' })
})
