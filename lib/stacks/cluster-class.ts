import { cutBlock, indentStrings, neutralise } from './template.ts'
import type { StackTree } from './tree.ts'
import type { ClusterClass, StackProblem } from './types.ts'
import { readVariables } from './variables.ts'
import { parseYaml, pick, problem, syntaxProblem } from './yaml.ts'

const DIR = 'cluster-class'

/** Reads the cluster-class chart: its ClusterClass template without rendering it, and what its other templates set. */
export const readClusterClass = async (
  tree: StackTree,
): Promise<{ clusterClass?: ClusterClass; problems: StackProblem[] }> => {
  if (!tree.has(`${DIR}/Chart.yaml`)) return { problems: [missing(tree, 'Chart.yaml', 'the cluster-class chart')] }
  const files = tree.files.filter((file) => file.startsWith(`${DIR}/templates/`) && /\.ya?ml$/.test(file))
  const [chart, values, ...texts] = await Promise.all([
    tree.read(`${DIR}/Chart.yaml`),
    tree.has(`${DIR}/values.yaml`) ? tree.read(`${DIR}/values.yaml`) : '',
    ...files.map((file) => tree.read(file)),
  ])
  const at = texts.findIndex((text) => CLUSTER_CLASS.test(text))
  if (at < 0) return { problems: [missing(tree, 'templates', 'a template with kind: ClusterClass')] }
  return combine({
    tree,
    chart,
    values,
    file: files[at]!,
    template: indentStrings(documentOf(texts[at]!)),
    all: texts.join('\n---\n'),
  })
}

const CLUSTER_CLASS = /^kind: *["']?ClusterClass\b/m

const missing = (tree: StackTree, name: string, expected: string) =>
  problem(tree.show(`${DIR}/${name}`), { expected, found: 'nothing' })

// Keeps the lines before the document, so that line numbers stay those of the file.
const documentOf = (text: string): string => {
  const documents = text.split(/^---.*$/m)
  const index = documents.findIndex((document) => CLUSTER_CLASS.test(document))
  const before = documents.slice(0, index).join('---').split('\n').length - 1
  return '\n'.repeat(index === 0 ? 0 : before) + documents[index]!
}

interface Sources {
  tree: StackTree
  chart: string
  values: string
  file: string
  template: string
  all: string
}

const combine = ({ tree, chart, values, file, template, all }: Sources) => {
  const shown = tree.show(file)
  const { variables, problems } = readVariables(shown, template)
  const head = parseYaml(neutralise(withoutBlocks(template, ['variables', 'patches'])))
  const chartText = parseYaml(chart)
  const syntax = [syntaxProblem(shown, head), syntaxProblem(tree.show(`${DIR}/Chart.yaml`), chartText)].filter(
    (p) => p !== undefined,
  )
  const data = parseYaml(values).data
  const clusterClass: ClusterClass = {
    chart: { name: text(pick(chartText.data, ['name'])), version: text(pick(chartText.data, ['version'])) },
    apiVersion: text(pick(head.data, ['apiVersion'])),
    ...references(head.data),
    workers: workersOf(head.data),
    variables,
    etcdMetrics: ETCD_ON_ALL_ADDRESSES.test(all),
    apiLoadBalancer: apiLoadBalancer(all, data),
    apiRestricted: nonEmpty(pick(data, ['restrict_kubeapi'])),
  }
  return { clusterClass, problems: [...problems, ...syntax] }
}

// Patches are most of the file and of no interest here; parsing them would double the time of a discovery.
const withoutBlocks = (template: string, keys: readonly string[]) =>
  keys.reduce((text, key) => {
    const block = cutBlock(text, key)?.text
    return block === undefined ? text : text.replace(block, block.replace(/[^\n]+/g, ''))
  }, template)

// v1beta1 says `ref`, v1beta2 `templateRef`.
const references = (data: unknown) => {
  const reference = (owner: string, field: string) =>
    text(pick(data, ['spec', owner, 'ref', field]) ?? pick(data, ['spec', owner, 'templateRef', field]))
  return {
    controlPlaneKind: reference('controlPlane', 'kind'),
    infrastructureKind: reference('infrastructure', 'kind'),
    infrastructureApi: reference('infrastructure', 'apiVersion'),
  }
}

const workersOf = (data: unknown): string[] => {
  const list = pick(data, ['spec', 'workers', 'machineDeployments'])
  return Array.isArray(list) ? list.map((entry) => text(pick(entry, ['class'])).replace(OWN_NAME, '{class}')) : []
}

// The operator installs the chart under the name of the class without its version.
const OWN_NAME = /\{\{-?\s*\.Release\.Name\s*-?\}\}-\{\{-?\s*\.Chart\.Version\s*-?\}\}/

// As map (v1beta1) and as list of name and value (v1beta2).
const ETCD_ON_ALL_ADDRESSES = /listen-metrics-urls["']?\s*(?::|\n\s*value:)\s*["']?https?:\/\/(?:0\.0\.0\.0|\[::\])/

const apiLoadBalancer = (templates: string, values: unknown): boolean | null => {
  const [, found] = /apiServerLoadBalancer:\s*\n\s*enabled:\s*(.+)/.exec(templates) ?? []
  const [, value] = /\.Values\.([\w.]+)/.exec(found ?? '') ?? []
  const state = value === undefined ? found?.trim() : String(pick(values, value.split('.')))
  return state === 'true' ? true : state === 'false' ? false : null
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const nonEmpty = (value: unknown): boolean => Array.isArray(value) && value.length > 0
