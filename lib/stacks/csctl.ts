import { nearest } from '../core/nearest.ts'
import type { StackProblem } from './types.ts'
import { type Path, pick, problem, show, syntaxProblem, type YamlText } from './yaml.ts'

/** What `csctl.yaml` says. Fields that are wrong are empty. */
export interface CsctlConfig {
  provider: string
  name: string
  kubernetes: string
  nodeImageMethod: string | null
}

interface Rule {
  path: readonly string[]
  pattern: RegExp
  expected: string
}

// The rules that csctl itself enforces; what it doesn't look at (apiVersion) is none of our business either.
const RULES = {
  provider: {
    path: ['config', 'provider', 'type'],
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    expected: 'a provider such as openstack',
  },
  name: { path: ['config', 'clusterStackName'], pattern: /./, expected: 'the name of the stack, such as scs2' },
  kubernetes: {
    path: ['config', 'kubernetesVersion'],
    pattern: /^v\d+\.\d+\.\d+$/,
    expected: 'a Kubernetes version such as v1.34.7',
  },
} satisfies Record<string, Rule>

/** Reads `csctl.yaml`; every key that is missing or wrong is a problem of its own. */
export const readCsctl = (file: string, text: YamlText): { config: CsctlConfig; problems: StackProblem[] } => {
  const broken = syntaxProblem(file, text)
  const values = Object.entries(RULES).map(([field, rule]) => ({ field, rule, value: pick(text.data, rule.path) }))
  const good = values.filter(({ rule, value }) => fits(rule, value))
  const config = Object.fromEntries(good.map(({ field, value }) => [field, value])) as Partial<CsctlConfig>
  const problems = values.filter((one) => !good.includes(one)).map(({ rule, value }) => wrong(file, text, rule, value))
  const method = pick(text.data, ['config', 'provider', 'config', 'method'])
  return {
    config: {
      provider: '',
      name: '',
      kubernetes: '',
      ...config,
      nodeImageMethod: typeof method === 'string' ? method : null,
    },
    problems: broken === undefined ? problems : [broken],
  }
}

const fits = ({ pattern }: Rule, value: unknown) => typeof value === 'string' && pattern.test(value)

const wrong = (file: string, text: YamlText, { path, expected }: Rule, value: unknown) =>
  problem(file, {
    line: text.line(path),
    key: path.join('.'),
    expected,
    found: `${show(value)}${misspelt(text.data, path, value)}`,
  })

const misspelt = (data: unknown, path: Path, value: unknown): string => {
  const parent = pick(data, path.slice(0, -1))
  if (value !== undefined || typeof parent !== 'object' || parent === null) return ''
  const near = nearest(String(path.at(-1)), Object.keys(parent))
  return near === undefined ? '' : ` (but there is ${near})`
}
