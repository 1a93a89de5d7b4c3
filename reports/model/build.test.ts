import { describe, expect, test } from 'vitest'
import { EXAMPLE_CHECKS } from '../testing/example-checks.ts'
import { examplePlan } from '../testing/example-plan.ts'
import { exampleRun, killedRun } from '../testing/example-run.ts'
import { buildReport } from './build.ts'
import { type CellReport, type RunReport, runReportSchema } from './schema.ts'

const reportOf = ({ plan, journal, ledger }: ReturnType<typeof exampleRun>) => buildReport(plan, journal, ledger)
const checkOf = (report: RunReport, code: string, id: string) =>
  cellOf(report, code).checks.find((check) => check.id === id)!
const cellOf = (report: RunReport, code: string): CellReport => report.cells.find((cell) => cell.code === code)!

describe('a report of a whole run', () => {
  const report = reportOf(exampleRun())

  test('has every planned check of every cell exactly once', () => {
    const pairs = report.cells.flatMap(({ id, checks }) => checks.map((check) => `${id} ${check.id}`))
    expect(pairs).toHaveLength(9 * EXAMPLE_CHECKS.length)
    expect(new Set(pairs).size).toBe(pairs.length)
  })

  test('counts all six verdicts', () => {
    expect(report.verdict.checks).toEqual({
      aborted: 1,
      failed: 4,
      blocked: 30,
      'known-issue': 2,
      passed: 226,
      'not-applicable': 7,
    })
  })

  test('gives every verdict but passed a reason', () => {
    const silent = report.cells.flatMap(({ checks }) => checks.filter((c) => c.verdict !== 'passed' && !c.reason))
    expect(silent).toEqual([])
  })

  test('says of a check that a failed phase kept from running that it is blocked by that phase', () => {
    const { verdict, reason, origin } = checkOf(report, 'c06', 'nodes.ready')
    expect({ verdict, origin }).toEqual({ verdict: 'blocked', origin: 'missing' })
    expect(reason).toMatch(/^blocked by phase cluster: ControlPlaneAvailable not reached within 20m00s/)
  })

  test('takes a check that the plan knew not to apply from the plan', () => {
    expect(checkOf(report, 'c04', 'lb.udp')).toMatchObject({
      verdict: 'not-applicable',
      origin: 'plan',
      reason: 'serviceLb is none: Services of type LoadBalancer are not promised',
    })
  })

  test('puts the waits of a phase and of a check where they happened', () => {
    const cluster = cellOf(report, 'c06').phases.find(({ id }) => id === 'cluster')!
    expect(cluster.waits.map(({ goal, outcome }) => `${goal}: ${outcome}`)).toEqual([
      'load balancer of the API server ACTIVE: reached',
      'ControlPlaneAvailable: timeout',
    ])
    const [wait] = checkOf(report, 'c00', 'storage.bound').waits
    expect(wait?.observations.map(({ state }) => state)).toEqual(['Pending', 'Bound'])
    expect(Date.parse(wait!.startedAt)).toBe(Date.parse(checkOf(report, 'c00', 'storage.bound').startedAt!))
  })

  test('stamps a rehearsal and names its faults where they were planted', () => {
    expect(report.run).toMatchObject({ stamp: 'REHEARSAL', seed: 7, scale: 200, ended: 'finished' })
    expect(cellOf(report, 'c02').faults).toEqual(['etcd-slow-disk'])
    expect(cellOf(report, 'c01').faults).toEqual([])
  })

  test('tells a leak with its proof and with what the ledger never saw go', () => {
    expect(report.leftovers).toMatchObject([{ kind: 'volume', state: 'leaked', rule: 'cinder-csi-cluster-metadata' }])
    expect(report.ledger).toMatchObject({ intents: 9, created: 9, attributed: 18, gone: 26 })
    expect(report.ledger.open.map(({ kind, cell }) => [kind, cell])).toEqual([['volume', cellOf(report, 'c08').id]])
    expect(report.verdict).toMatchObject({ exitCode: 4, headline: 'Leak: 1 thing left behind' })
  })

  test('names a kept cluster and does not count it as a failure of its own', () => {
    expect(cellOf(report, 'c05').kept).toBe(true)
    expect(cellOf(report, 'c05').phases.find(({ id }) => id === 'teardown')?.outcome).toBe('kept')
  })

  test('lists every stack, also the one that could not be read', () => {
    expect(report.stacks.map(({ id, cells, problem }) => [id, cells, problem !== null])).toEqual([
      ['openstack/scs2', 5, false],
      ['openstack/scs', 4, false],
      ['openstack/experimental', 0, true],
    ])
  })

  test('fits its own schema', () => {
    expect(runReportSchema.parse(report)).toEqual(report)
  })
})

describe('a report of a run that did not end', () => {
  test('is whole wherever the journal ends', () => {
    const { journal } = exampleRun()
    for (let lines = 0; lines <= journal.length; lines += 29) {
      const report = reportOf(killedRun(lines))
      expect(runReportSchema.safeParse(report).error).toBeUndefined()
      expect(report.cells.flatMap(({ checks }) => checks)).toHaveLength(270)
    }
  })

  test('calls a check without a verdict aborted and says how far the run had come', () => {
    const { journal, ...run } = exampleRun()
    const at = journal.findIndex((event) => event.type === 'check.started' && event.check === 'api.readyz') + 1
    const report = reportOf({ ...run, journal: journal.slice(0, at) })
    const cell = report.cells.find(({ checks }) => checks.some(({ reason }) => reason?.endsWith('during this check')))!
    const reasons = Object.fromEntries(cell.checks.map((check) => [check.id, check.reason]))
    expect(reasons['api.readyz']).toBe('no verdict: the run ended during this check')
    expect(reasons['nodes.count']).toBe('no verdict: the run ended before this check was started')
    expect(checkOf(report, 'c08', 'nodes.count').reason).toBe('no verdict: the run ended before this cell was started')
    expect(report.verdict).toMatchObject({ exitCode: 3, headline: 'No verdict: the run did not end' })
  })

  test('shows the phase that was cut off, and those that never came, as aborted', () => {
    const { journal, ...run } = exampleRun()
    const at = journal.findIndex((event) => event.type === 'phase.started' && event.phase === 'addons') + 1
    const report = reportOf({ ...run, journal: journal.slice(0, at) })
    const cell = report.cells.find(({ phases }) => phases.some(({ id, startedAt }) => id === 'addons' && startedAt))!
    expect(cell.phases.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      ...['preflight done', 'stack done', 'cluster done'],
      ...['addons aborted', 'checks aborted', 'teardown aborted', 'audit aborted'],
    ])
    expect(cell.verdict).toBe('aborted')
  })

  test('names the signal of an interrupted run', () => {
    const { journal, ...run } = killedRun(300)
    const end = { ...journal.at(-1)!, type: 'run.interrupted' as const, signal: 'SIGTERM', seq: '4000.9' }
    const report = reportOf({ ...run, journal: [...journal, end] })
    expect(report.run).toMatchObject({ ended: 'interrupted', signal: 'SIGTERM' })
    expect(report.verdict.exitCode).toBe(143)
    expect(checkOf(report, 'c08', 'nodes.count').reason).toBe(
      'no verdict: the run was interrupted by SIGTERM before this cell was started',
    )
  })

  test('of a run that was resumed forgets the interruption and takes the last verdict', () => {
    const { journal, ...run } = exampleRun()
    const stopped = { ...journal[400]!, type: 'run.interrupted' as const, signal: 'SIGINT', seq: '4000.9' }
    const again = { ...journal[0]!, seq: '6000.1' }
    const report = reportOf({ ...run, journal: [...journal.slice(0, 401), stopped, again, ...journal.slice(300)] })
    expect(report.run.ended).toBe('finished')
    expect(report.cells.flatMap(({ checks }) => checks.map(({ attempts }) => attempts)).some((n) => n === 2)).toBe(true)
    expect(report.verdict.checks).toEqual(reportOf(exampleRun()).verdict.checks)
  })

  test('blocks everything by a management cluster that did not come up', () => {
    const { plan, journal } = exampleRun()
    const error = { code: 'E_WAIT_TIMEOUT' as const, message: 'providers not Available within 10m00s' }
    const failed = {
      type: 'management.finished' as const,
      outcome: 'failed' as const,
      durationMs: 1,
      error,
      versions: {},
    }
    const report = buildReport(plan, [journal[0]!, { ...failed, seq: '1.2', t: journal[1]!.t, w: 1 }])
    expect(report.verdict.checks.blocked).toBe(263)
    expect(checkOf(report, 'c00', 'api.readyz').reason).toBe(
      'blocked by the management cluster: providers not Available within 10m00s',
    )
  })
})

describe('what the journal says and nobody expected', () => {
  test('event types of a later version are counted and named', () => {
    const { journal, ...run } = exampleRun()
    const report = reportOf({ ...run, journal: [...journal, { ...journal.at(-1)!, type: 'cell.upgraded' } as never] })
    expect(report.run.unknownEvents).toEqual(['cell.upgraded'])
  })

  test('a verdict that was not planned becomes a note and no row', () => {
    const { plan, journal, ledger } = exampleRun()
    const fewer = { ...plan, cells: plan.cells.map((cell) => ({ ...cell, checks: cell.checks.slice(1) })) }
    const report = buildReport(fewer, journal, ledger)
    expect(report.cells[0]!.checks).toHaveLength(29)
    expect(report.notes.map(({ text }) => text)).toContain('api.address has a verdict (passed) that nobody planned')
  })

  test('an empty plan proves nothing', () => {
    const report = buildReport({ ...examplePlan(), cells: [], clouds: [] }, [])
    expect(report.verdict).toMatchObject({ overall: 'aborted', exitCode: 3, exitReason: 'no cell was run' })
  })
})
