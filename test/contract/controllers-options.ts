import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { StackproofError } from '../../lib/core/errors.ts'

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
  const values = parsed(args)
  const { kubernetes } = values
  if (kubernetes === undefined) throw usage('--kubernetes with a file', 'none')
  const named = kubernetes === 'rehearsal' || kubernetes === 'lab'
  if (!named && !existsSync(kubernetes)) throw usage('--kubernetes with a file that is there', kubernetes)
  const lab = values.lab || kubernetes === 'lab'
  const runs = Number(values.runs ?? RUNS)
  if (values.record && !lab) throw usage('--record only for a lab (--lab)', kubernetes)
  if (!Number.isInteger(runs) || runs < 1) throw usage('--runs with a number', String(values.runs))
  return {
    kubernetes: named ? kubernetes : resolve(kubernetes),
    only: values.only ?? [],
    lab,
    record: values.record ? runs : null,
    json: values.json,
  }
}

const parsed = (args: string[]) => {
  const flag = { type: 'boolean', default: false } as const
  const options = {
    kubernetes: { type: 'string' },
    controllers: flag,
    only: { type: 'string', multiple: true },
    lab: flag,
    record: flag,
    runs: { type: 'string' },
    json: flag,
  } as const
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw usage('options as below', (error as Error).message)
  }
}

const usage = (expected: string, got: string) =>
  new StackproofError('E_USAGE', `expected ${expected}, got ${got}`, { hint: USAGE })
