import { existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRun } from '../lib/run/read.ts'
import { janitorShare } from './janitor.ts'
import { type Measured, measure, median, ROOT } from './measure.ts'
import { recordingShare } from './records.ts'

interface Figure {
  name: string
  value: number
  unit: string
  /** What the project promises, for the reader; the benchmark does not judge. */
  goal: string
}

const RUNS = 3
const PUBLISHED = join(ROOT, '../shared/data/cluster-stacks')

const main = async () => {
  const figures = [...(await startFigures()), ...(await defaultMatrix()), ...(await overhead()), ...(await cleaning())]
  if (process.argv.includes('--json')) console.log(JSON.stringify({ figures }, null, 2))
  else
    for (const { name, value, unit, goal } of figures)
      console.log(`${name.padEnd(58)} ${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ${unit.padEnd(12)} goal ${goal}`)
}

const several = async (args: readonly string[]): Promise<Measured[]> => {
  await measure(args)
  const results: Measured[] = []
  for (let n = 0; n < RUNS; n++) results.push(await measure(args))
  return results
}

const startFigures = async (): Promise<Figure[]> => {
  const help = await several(['--help'])
  const figures = [
    {
      name: 'command line to its first line',
      value: median(help.map(({ firstByteMs }) => firstByteMs)) / 1000,
      unit: 's',
      goal: '≤ 0.3',
    },
  ]
  if (!existsSync(PUBLISHED)) return figures
  const plan = await several(['plan', '--stacks', PUBLISHED])
  return [
    ...figures,
    {
      name: 'plan of all published stacks',
      value: median(plan.map(({ wallMs }) => wallMs)) / 1000,
      unit: 's',
      goal: '≤ 1',
    },
  ]
}

const defaultMatrix = async (): Promise<Figure[]> => {
  const runs = mkdtempSync(join(tmpdir(), 'stackproof-bench-'))
  const results = await several(['rehearse', '--runs', runs])
  const { plan, journal, ledger } = readRun(join(runs, readdirSync(runs)[0]!))
  const verdicts = journal.filter(({ type }) => type === 'check.finished').length
  const seconds = median(results.map(({ wallMs }) => wallMs)) / 1000
  return [
    {
      name: `default rehearsal, ${plan.cells.length} cells, ${verdicts} verdicts`,
      value: seconds,
      unit: 's',
      goal: '≤ 20',
    },
    { name: 'verdicts per minute', value: (verdicts / seconds) * 60, unit: '1/min', goal: '≥ 1000' },
    {
      name: 'peak memory of all its processes (PSS)',
      value: median(results.map(({ peakMib }) => peakMib ?? 0)),
      unit: 'MiB',
      goal: '≤ 400',
    },
    {
      name: 'journal and ledger at 10,000 events, of the time of a rehearsal',
      value: recordingShare({ journal, ledger, wallMs: seconds * 1000 }),
      unit: '%',
      goal: '≤ 1',
    },
  ]
}

/** At a clock of twenty times the wall the waits of a cell weigh as they do on a real cloud, not as in a rehearsal's rush. */
const overhead = async (): Promise<Figure[]> => {
  const runs = mkdtempSync(join(tmpdir(), 'stackproof-bench-'))
  await measure([
    'rehearse',
    '--runs',
    runs,
    '--scale',
    '20',
    '--no-allure',
    '--cell',
    '*octavia-ovn.cloud-default.cp1.rehearsal',
    '--parallel',
    '1',
  ])
  const { journal } = readRun(join(runs, readdirSync(runs)[0]!))
  return journal.flatMap((event) =>
    event.type === 'cell.finished'
      ? [
          {
            name: `overhead of a cell of ${Math.round(event.wallMs / 1000)} s (wall − waits − probes)`,
            value: (100 * (event.wallMs - event.waitsWallMs - event.probesWallMs)) / event.wallMs,
            unit: '%',
            goal: '≤ 5',
          },
        ]
      : [],
  )
}

const cleaning = async (): Promise<Figure[]> => [
  {
    name: "janitor's time for a cell, in orderly ends of that cell",
    value: await janitorShare(),
    unit: '×',
    goal: '≤ 1.2',
  },
]

if (process.argv[2] === 'openstack') {
  const { benchOpenStack } = await import('./openstack/main.ts')
  process.exitCode = await benchOpenStack(process.argv.slice(3))
} else await main()
