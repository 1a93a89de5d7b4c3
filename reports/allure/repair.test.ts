import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildReport } from '../model/build.ts'
import { type ExampleRun, exampleRun, killedRun, writeExampleRun } from '../testing/example-run.ts'
import { HOSTILE, hostileRun } from '../testing/hostile.ts'
import { repairAllureResults } from './repair.ts'
import type { AllureResult } from './result.ts'
import { runSampleSuite } from './sample/run.ts'

const scratch = mkdtempSync(join(tmpdir(), 'stackproof-allure-'))
const vitestResultsDir = join(scratch, 'vitest')
const runDir = join(scratch, 'run')
let runs = 0

let whole: ReturnType<typeof repaired>

beforeAll(async () => {
  writeExampleRun(runDir)
  await runSampleSuite(scratch, vitestResultsDir)
  whole = repaired(exampleRun())
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const repaired = ({ plan, journal, ledger }: ExampleRun, from = vitestResultsDir) => {
  const outDir = join(scratch, `out-${++runs}`)
  const report = buildReport(plan, journal, ledger)
  const repair = repairAllureResults({ report, runDir, outDir, vitestResultsDir: from })
  const files = readdirSync(outDir)
  const results = files.filter((file) => file.endsWith('-result.json')).map((file) => read(join(outDir, file)))
  return { report, repair, results, files, outDir }
}
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as AllureResult & Record<string, never>
const cellOf = ({ parameters }: { parameters: { name: string; value: string; excluded?: boolean }[] }) =>
  parameters.find(({ name, excluded }) => name === 'cell' && !excluded)!.value
const pick = (results: AllureResult[], cell: string, id: string) =>
  results.find((result) => cellOf(result as never) === cell && result.testCaseId === id) as AllureResult & {
    status: string
    statusDetails: Record<string, string>
    labels: { name: string; value: string }[]
    links: { url: string }[]
  }

describe('repaired Allure results', () => {
  const run = exampleRun()
  const cell = (index: number) => run.plan.cells[index]!.id

  test('hold each check and phase of each cell exactly once, by a case that is the same in all cells', () => {
    const { results, report, repair } = whole
    const wanted = report.cells.flatMap(({ id, checks, phases }) => [
      ...checks.map((check) => `${id} ${check.id}`),
      ...phases.map((phase) => `${id} phase.${phase.id}`),
    ])
    expect(results.map((result) => `${cellOf(result as never)} ${result.testCaseId}`).sort()).toEqual(wanted.sort())
    expect(new Set(results.map(({ historyId }) => historyId)).size).toBe(wanted.length)
    expect(results.every(({ fullName, testCaseId }) => fullName === testCaseId)).toBe(true)
    expect(repair).toEqual({ results: 333, matched: 8, missingEvidence: [] })
  })

  test('keep the steps and files that the test body made, on the clock of the environment', () => {
    const { results, files } = whole
    const { steps, start, stop } = pick(results, cell(0), 'api.readyz')
    const dial = steps.find(({ name }) => name === 'dial')!
    expect(dial.parameters).toEqual([{ name: 'host', value: '127.0.0.1' }])
    expect(dial.start).toBeGreaterThanOrEqual(start)
    expect(new Date(start).toISOString().slice(0, 10)).toBe('2026-11-22')
    expect(stop).toBeGreaterThan(start)
    const inner = [...dial.attachments, ...dial.steps.flatMap(({ attachments }) => attachments)]
    expect(inner.map(({ name }) => name)).toEqual(['answer.json'])
    expect(files).toContain(inner[0]!.source)
  })

  test('take the verdict from the journal, not from what vitest thought of it', () => {
    const { results } = whole
    expect(pick(results, cell(0), 'lb.udp')).toMatchObject({
      status: 'failed',
      statusDetails: { message: expect.stringMatching(/^known issue: health monitors of OVN ignore UDP/) },
    })
    const starved = pick(results, cell(5), 'lb.every-member')
    expect(starved.status).toBe('failed')
    expect(starved.statusDetails.expected).toBe('every one of 3 members at least 20 times of 120')
    expect(starved.statusDetails.actual).toMatch(/^echo-7xk2p 60/)
    expect(starved.statusDetails.trace).toMatch(/^Error: failed: expected every member/)
  })

  test.for([
    [4, 'metrics.nodes', 'broken', /^aborted: GET \/apis/],
    [6, 'api.readyz', 'skipped', /^blocked by phase cluster/],
    [4, 'lb.udp', 'skipped', /^not applicable: serviceLb is none/],
    [6, 'phase.cluster', 'failed', /^ControlPlaneAvailable not reached/],
    [5, 'phase.teardown', 'skipped', /^kept: --keep on-failure/],
  ] as const)('give cell %i, %s the status %s and its reason', ([index, id, status, message]) => {
    const result = pick(whole.results, cell(index), id)
    expect(result.status).toBe(status)
    expect(result.statusDetails.message).toMatch(message)
  })

  test('carry evidence, waits, labels and a link to the page of the check', () => {
    const { results, files } = whole
    const fsync = pick(results, cell(2), 'etcd.fsync')
    expect(fsync.attachments.map(({ name }) => name)).toEqual(['etcd-metrics.txt'])
    expect(files).toContain(fsync.attachments[0]!.source)
    expect(fsync.links.map(({ url }) => url)).toEqual(['../docs/checks/etcd.fsync.md'])
    const labels = Object.fromEntries(fsync.labels.map(({ name, value }) => [name, value]))
    expect(labels).toMatchObject({
      epic: 'etcd',
      story: 'etcd.fsync',
      severity: 'normal',
      env: cell(2),
      host: 'rehearsal',
    })
    const [wait] = pick(results, cell(0), 'storage.bound').steps
    expect(wait!.name).toBe('wait for claim Bound: reached')
    expect(wait!.steps.map(({ name }) => name.split('  ')[1])).toEqual(['Pending', 'Bound'])
  })

  test('are whole without any result of vitest, and when its files are cut off', () => {
    const broken = join(scratch, 'broken')
    mkdirSync(broken, { recursive: true })
    writeFileSync(join(broken, 'a-result.json'), '{"labels":[{"name":"cell"')
    for (const from of [join(scratch, 'nowhere'), broken])
      expect(repaired(run, from).repair).toMatchObject({ results: 333, matched: 0 })
  })

  test('of a killed run have every planned check, those without a verdict as broken', () => {
    const { results } = repaired(killedRun(60), join(scratch, 'nowhere'))
    const checks = results.filter(({ testCaseId }) => !testCaseId.startsWith('phase.'))
    expect(checks).toHaveLength(270)
    expect(new Set(checks.map(({ status }) => status))).toEqual(new Set(['broken', 'skipped']))
  })

  test('say in environment.properties that it was a rehearsal', () => {
    const { outDir } = whole
    const properties = readFileSync(join(outDir, 'environment.properties'), 'utf8')
    expect(properties).toMatch(/^REHEARSAL = no real cloud; seed 7, time x200$/m)
    expect(properties).toMatch(/^tool\.kind = 0\.30\.0$/m)
    expect(JSON.parse(readFileSync(join(outDir, 'categories.json'), 'utf8'))).toHaveLength(5)
  })

  test('name evidence that is not in the run folder instead of failing, and copy nothing from outside', () => {
    const outside = { name: 'passwd', path: '../../../etc/passwd', contentType: 'text/plain' }
    const journal = run.journal.map((event) =>
      event.type === 'check.finished' && event.check === 'etcd.fsync' && event.evidence.length > 0
        ? { ...event, evidence: [outside] }
        : event,
    )
    const { repair, results } = repaired({ ...run, journal })
    expect(repair.missingEvidence).toEqual(['../../../etc/passwd'])
    expect(pick(results, cell(2), 'etcd.fsync').attachments).toEqual([])
  })

  test('escape what a cloud said where Allure renders markup', () => {
    const { results } = repaired(hostileRun())
    const { descriptionHtml } = results.find(({ testCaseId }) => testCaseId === 'api.readyz')! as never as Record<
      string,
      string
    >
    expect(descriptionHtml).not.toContain('<img')
    expect(descriptionHtml).toContain('&#60;img')
    expect(HOSTILE).toContain('<img')
  })
})
