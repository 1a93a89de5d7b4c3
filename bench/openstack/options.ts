import { parseArgs } from 'node:util'
import { StackproofError } from '../../lib/core/errors.ts'

export interface BenchOptions {
  cloud: string
  cloudsFile: string | undefined
  /** An administrator's entry: with it the benchmark has a project of its own. */
  admin: string | undefined
  parts: readonly Part[]
  rounds: number
  ports: number
  page: number
  rules: number
  gets: number
  imageMib: number
  json: boolean
}

export const PARTS = ['calls', 'upload', 'start'] as const
export type Part = (typeof PARTS)[number]

export const USAGE = `npm run bench -- openstack --cloud NAME [options]

  --cloud NAME         lab, rehearsal, or an entry of clouds.yaml
  --clouds-file FILE   clouds.yaml to read; the default is the usual search
  --admin NAME         an entry with the role admin: makes a project for the benchmark, and deletes it
  --part NAME          calls, upload or start; may be repeated, all of them unless given
  --rounds N           of each comparison (5)
  --ports N            to list (1000)
  --page N             ports on a page (100)
  --rules N            to make and to delete (100)
  --gets N             of one network, eight at once (200)
  --image-mib N        size of the image (1024)
  --json               the result as JSON
`

/** Reads the command line. Throws `E_USAGE`. */
export const readOptions = (args: readonly string[]): BenchOptions => {
  const values = parsed(args)
  if (values.cloud === undefined) throw usage('--cloud with a name', 'none')
  const parts = values.part ?? PARTS
  const strange = parts.find((part) => !PARTS.includes(part as Part))
  if (strange !== undefined) throw usage(`--part to be one of ${PARTS.join(', ')}`, strange)
  return {
    cloud: values.cloud,
    cloudsFile: values['clouds-file'],
    admin: values.admin,
    parts: parts as readonly Part[],
    rounds: count('--rounds', values.rounds),
    ports: count('--ports', values.ports),
    page: count('--page', values.page),
    rules: count('--rules', values.rules),
    gets: count('--gets', values.gets),
    imageMib: count('--image-mib', values['image-mib']),
    json: values.json,
  }
}

const parsed = (args: readonly string[]) => {
  const text = { type: 'string' } as const
  const number = (value: number) => ({ type: 'string', default: String(value) }) as const
  const options = {
    cloud: text,
    'clouds-file': text,
    admin: text,
    part: { type: 'string', multiple: true },
    rounds: number(5),
    ports: number(1000),
    page: number(100),
    rules: number(100),
    gets: number(200),
    'image-mib': number(1024),
    json: { type: 'boolean', default: false },
  } as const
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw usage('options as below', (error as Error).message)
  }
}

const count = (name: string, value: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw usage(`${name} to be a number from 1 on`, value)
  return Number(value)
}

const usage = (expected: string, got: string) =>
  new StackproofError('E_USAGE', `expected ${expected}, got ${got}`, { hint: USAGE })
