import { beforeAll, expect, test } from 'vitest'
import { FAULTS, type Fault } from '../../fixtures/rehearsal/faults/catalog.ts'
import type { Plan, PlannedCell } from '../../lib/core/plan.ts'
import type { RunReport } from '../../reports/model/schema.ts'
import { CHECKS } from '../../suites/checks/index.ts'
import { runsFolder, stackproof } from './stackproof.ts'

/** Checks that have nothing to stand on once another one has failed. */
const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  'storage.claim-pending': ['storage.data-survives', 'storage.volume-deleted'],
}

/** Faults that cells of the same project see of each other: quota counters are the project's. They get a run of their own. */
const APART = FAULTS.filter(({ part }) => part === 'openstack')
const TOGETHER = FAULTS.filter((fault) => !APART.includes(fault))

const catching = (fault: Fault) => CHECKS.filter(({ faults }) => faults.includes(fault.name)).map(({ id }) => id)

const canShow = (fault: Fault, cell: PlannedCell): boolean => {
  const fits = Object.entries(fault.settings ?? {}).every(([axis, values]) =>
    values.includes(cell.settings[axis] as string),
  )
  const applicable = cell.checks.filter(
    ({ id, notApplicable }) => notApplicable === undefined && catching(fault).includes(id),
  )
  return fits && applicable.length > 0
}

/** One cell for each fault, small ones first, and one without any. */
const place = ({ cells }: Plan): { fault: Fault | null; cell: PlannedCell }[] => {
  const free = cells.toSorted((a, b) => a.demand.cores - b.demand.cores)
  const take = (fits: (cell: PlannedCell) => boolean) => free.splice(free.findIndex(fits), 1)[0]!
  // Faults that fit few cells choose first.
  const choosy = TOGETHER.toSorted(
    (a, b) => free.filter((cell) => canShow(a, cell)).length - free.filter((cell) => canShow(b, cell)).length,
  )
  return [
    ...choosy.map((fault) => ({ fault, cell: take((cell) => canShow(fault, cell)) })),
    { fault: null, cell: take(() => true) },
  ]
}

interface Placed {
  fault: Fault | null
  cell: PlannedCell
  report: RunReport
}

const placed: Placed[] = []

const rehearse = async (places: readonly Omit<Placed, 'report'>[]): Promise<void> => {
  const cells = places.flatMap(({ cell }) => ['--cell', cell.id])
  const faults = places.flatMap(({ fault, cell }) => (fault === null ? [] : ['--fault', `${fault.name}@${cell.id}`]))
  const run = await stackproof(
    'rehearse',
    '--strategy',
    'full',
    '--json',
    '--no-allure',
    '--runs',
    runsFolder(),
    ...cells,
    ...faults,
  )
  const report = JSON.parse(run.stdout) as RunReport
  placed.push(...places.map((one) => ({ ...one, report })))
}

beforeAll(async () => {
  const plan = JSON.parse((await stackproof('plan', '--strategy', 'full', '--json')).stdout) as Plan
  await rehearse(place(plan))
  for (const fault of APART) await rehearse([{ fault, cell: plan.cells.find((cell) => canShow(fault, cell))! }])
}, 900_000)

const withVerdict = ({ report, cell }: Placed, verdict: string) =>
  report.cells
    .find(({ id }) => id === cell.id)!
    .checks.filter((check) => check.verdict === verdict)
    .map(({ id }) => id)
    .sort()

test.for(FAULTS)('$name turns exactly the checks red that name it, in exactly its cell', (fault) => {
  const one = placed.find((candidate) => candidate.fault === fault)!
  const applicable = new Set(
    one.cell.checks.filter(({ notApplicable }) => notApplicable === undefined).map(({ id }) => id),
  )
  const named = catching(fault).filter((id) => applicable.has(id))
  expect(withVerdict(one, 'failed')).toEqual(named.sort())
  expect(withVerdict(one, 'blocked')).toEqual(BLOCKS[fault.name] ?? [])
  expect(withVerdict(one, 'aborted')).toEqual([])
})

test('the cell without a fault is green among all the others', () => {
  const clean = placed.find(({ fault }) => fault === null)!
  expect(['failed', 'blocked', 'aborted'].flatMap((verdict) => withVerdict(clean, verdict))).toEqual([])
})
