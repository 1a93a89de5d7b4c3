import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { readRun } from '../../lib/run/read.ts'
import { MINUTE, NOTHING, ONE } from './joining.ts'
import { killAt } from './killing.ts'
import type { Running } from './stackproof.ts'

describe('3: interruption', () => {
  const inChecks = {
    args: ['--no-allure', ...ONE],
    group: false,
    moment: (events: readonly { type: string; phase?: string }[]) =>
      events.some(({ type, phase }) => type === 'phase.started' && phase === 'checks'),
  }

  test('SIGTERM unwinds in order and ends with 143', { timeout: 3 * MINUTE }, async () => {
    const { how, janitor, dir } = await killAt({ ...inChecks, end: async ({ child }) => child.kill('SIGTERM') })
    expect(how.code, how.stderr).toBe(143)
    expect(how.stderr).toContain('SIGTERM: ending in order')
    expect(janitor).toMatchObject({ trigger: 'orderly', reaped: [], left: [], problems: [] })
    const { journal } = readRun(dir)
    expect(journal.flatMap((event) => (event.type === 'audit.finished' ? [event.leftovers] : []))).toEqual([[]])
    expect(journal.at(-1)).toMatchObject({ type: 'run.finished', reason: 'interrupted' })
  })

  test('a second signal ends at once, says who takes over, and the janitor leaves nothing', {
    timeout: 3 * MINUTE,
  }, async () => {
    const twice = async ({ child, said }: Running) => {
      child.kill('SIGTERM')
      await said('SIGTERM: ending in order')
      await sleep(600)
      child.kill('SIGTERM')
    }
    // Slowly: what is unwound in order must not be over when the second signal comes.
    const args = [...inChecks.args, '--scale', '60']
    const { how, truth, janitor, log } = await killAt({ ...inChecks, args, end: twice })
    expect(how.code).toBe(143)
    expect(how.stderr).toContain('SIGTERM again: ending at once; the janitor removes what is there')
    expect(log).toContain('the run has died')
    expect(janitor, log).toMatchObject({ trigger: 'death', left: [], problems: [] })
    expect(truth, log).toMatchObject(NOTHING)
  })
})
