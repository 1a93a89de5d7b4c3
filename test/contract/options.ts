import { FLAG, readArguments, TEXT, TEXTS, usageOf } from './arguments.ts'

export interface ContractOptions {
  cloud: string
  cloudsFile: string | null
  admin: string | null
  other: string | null
  password: string | null
  only: string[]
  lab: boolean
  record: boolean
  json: boolean
}

export const USAGE = `npm run test:contract -- --cloud NAME [options]
npm run test:contract -- --kubernetes KUBECONFIG|rehearsal|lab [options]: see docs/contract-kubernetes.md

  --cloud NAME           rehearsal, lab, or an entry of clouds.yaml
  --clouds-file FILE     clouds.yaml to read; the default is the usual search
  --admin NAME           an entry with the role admin
  --other NAME           an entry of another project
  --password-cloud NAME  an entry of the same project with user and password
  --only ID              a case or a pattern such as 'auth-*'; may be repeated
  --lab                  the cloud is a lab of ours: projects are made for the suite, answers compared with the recorded ones
  --record               writes the answers of a lab into suites/contract/openstack/golden
  --json                 the result as JSON
`

/** Reads the command line. Throws `E_USAGE`. */
export const readOptions = (args: string[]): ContractOptions => {
  const values = readArguments(args, OPTIONS, usage)
  if (values.cloud === undefined) throw usage('--cloud with a name', 'none')
  const lab = values.lab || values.cloud === 'lab'
  if (values.record && !lab) throw usage('--record only for a lab (--lab)', values.cloud)
  if (values.lab && values.admin === undefined) throw usage('--admin together with --lab', 'none')
  return {
    cloud: values.cloud,
    cloudsFile: values['clouds-file'] ?? null,
    admin: values.admin ?? null,
    other: values.other ?? null,
    password: values['password-cloud'] ?? null,
    only: values.only ?? [],
    lab,
    record: values.record,
    json: values.json,
  }
}

const usage = usageOf(USAGE)

const OPTIONS = {
  cloud: TEXT,
  'clouds-file': TEXT,
  admin: TEXT,
  other: TEXT,
  'password-cloud': TEXT,
  only: TEXTS,
  lab: FLAG,
  record: FLAG,
  json: FLAG,
} as const
