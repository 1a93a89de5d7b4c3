import { FLAG, readArguments, readCluster, TEXT, TEXTS, usageOf } from './arguments.ts'

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
  const values = readArguments(args, OPTIONS, usage)
  return {
    ...readCluster(values, usage),
    image: values.image ?? null,
    disturb: values.disturb,
    restartCommand: values['restart-command'] ?? null,
    toolDirs: values.tools ?? [],
    only: values.only ?? [],
    record: values.record,
    json: values.json,
  }
}

const usage = usageOf(USAGE)

const OPTIONS = {
  kubernetes: TEXT,
  image: TEXT,
  disturb: FLAG,
  'restart-command': TEXT,
  tools: TEXTS,
  only: TEXTS,
  lab: FLAG,
  record: FLAG,
  json: FLAG,
} as const
