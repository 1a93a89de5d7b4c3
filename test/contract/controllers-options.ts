import { FLAG, readArguments, readCluster, TEXT, TEXTS, usageOf } from './arguments.ts'

export interface ControllersRunOptions {
  /** `rehearsal`, `lab`, or a file. */
  kubernetes: string
  only: string[]
  lab: boolean
  /** How many runs a recorded timeline is made of; null compares. */
  record: number | null
  json: boolean
}

const USAGE = `npm run test:contract -- --kubernetes KUBECONFIG|rehearsal|lab --controllers [options]

  --kubernetes FILE  kubeconfig of a management cluster with Cluster API and CAPO; rehearsal; or lab
  --only ID          a scenario or a pattern such as 'topology-*'; may be repeated
  --lab              timelines are compared with the recorded ones: a fresh cluster of ours
  --record           tells each scenario several times and writes what the runs have in common into
                     suites/contract/controllers/golden
  --runs NUMBER      how many times; 4 unless given
  --json             the result as JSON
`

/** Enough for most orders that only chance has made to show as such. */
const RUNS = 4

/** Reads the command line. Throws `E_USAGE`. */
export const readControllersOptions = (args: string[]): ControllersRunOptions => {
  const values = readArguments(args, OPTIONS, usage)
  const cluster = readCluster(values, usage)
  const runs = Number(values.runs ?? RUNS)
  if (!Number.isInteger(runs) || runs < 1) throw usage('--runs with a number', String(values.runs))
  return {
    ...cluster,
    only: values.only ?? [],
    record: values.record ? runs : null,
    json: values.json,
  }
}

const usage = usageOf(USAGE)

const OPTIONS = {
  kubernetes: TEXT,
  controllers: FLAG,
  only: TEXTS,
  lab: FLAG,
  record: FLAG,
  runs: TEXT,
  json: FLAG,
} as const
