import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { StackproofError } from '../../lib/core/errors.ts'

export interface KubernetesRunOptions {
  /** `rehearsal`, `lab`, or a file. */
  kubernetes: string
  image: string | null
  disturb: boolean
  restartCommand: string | null
  toolDirs: string[]
  only: string[]
  lab: boolean
  record: boolean
  json: boolean
}

const USAGE = `npm run test:contract -- --kubernetes KUBECONFIG|rehearsal|lab [options]

  --kubernetes FILE      kubeconfig whose current context is used; rehearsal; or lab
  --image NAME           image with node on its PATH, for the cases that run pods
  --disturb              the cluster is kind's own: its API server may be restarted
  --restart-command CMD  the same for any other cluster: a shell command that restarts the API server
  --tools DIR            where kubectl, helm and clusterctl are looked for before PATH; may be repeated
  --only ID              a case or a pattern such as 'watches-*'; may be repeated
  --lab                  answers are compared with the recorded ones: a fresh cluster of ours
  --record               writes the answers of a lab into suites/contract/kubernetes/golden
  --json                 the result as JSON
`

/** Reads the command line. Throws `E_USAGE`. */
export const readKubernetesOptions = (args: string[]): KubernetesRunOptions => {
  const values = parsed(args)
  const { kubernetes, record } = values
  if (kubernetes === undefined) throw usage('--kubernetes with a file', 'none')
  const named = kubernetes === 'rehearsal' || kubernetes === 'lab'
  if (!named && !existsSync(kubernetes)) throw usage('--kubernetes with a file that is there', kubernetes)
  const lab = values.lab || kubernetes === 'lab'
  if (record && !lab) throw usage('--record only for a lab (--lab)', kubernetes)
  return {
    kubernetes: named ? kubernetes : resolve(kubernetes),
    image: values.image ?? null,
    disturb: values.disturb,
    restartCommand: values['restart-command'] ?? null,
    toolDirs: values.tools ?? [],
    only: values.only ?? [],
    lab,
    record,
    json: values.json,
  }
}

const parsed = (args: string[]) => {
  const text = { type: 'string' } as const
  const texts = { type: 'string', multiple: true } as const
  const flag = { type: 'boolean', default: false } as const
  const options = {
    kubernetes: text,
    image: text,
    disturb: flag,
    'restart-command': text,
    tools: texts,
    only: texts,
    lab: flag,
    record: flag,
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
