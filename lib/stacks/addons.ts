import type { StackTree } from './tree.ts'
import type { Addon, StackProblem } from './types.ts'
import { parseYaml, pick, problem, show, syntaxProblem } from './yaml.ts'

const DIR = 'cluster-addon'
const STAGES_FILE = 'clusteraddon.yaml'
const VALUES_FILE = 'cluster-addon-values.yaml'

export interface Addons {
  layout: 'single-stage' | 'multi-stage'
  addons: readonly Addon[]
  addonStages: Readonly<Record<string, readonly string[]>>
  /** Values files and overwrites, one after the other: where it's written which secrets the addons use. */
  valuesText: string
  /** Default values by the addon's key. */
  values: Readonly<Record<string, unknown>>
}

/** Reads the addon charts. The operator takes the multi-stage way where there is a `clusteraddon.yaml`. */
export const readAddons = async (tree: StackTree): Promise<Addons & { problems: StackProblem[] }> => {
  const multiStage = tree.has(STAGES_FILE)
  const staged = multiStage ? await readStages(tree) : { addonStages: {}, problems: singleStageProblems(tree) }
  const dirs = multiStage ? stagesOf(staged.addonStages) : [null]
  const present = dirs.filter((stage) => tree.has(`${chartDir(stage)}/Chart.yaml`))
  const charts = await Promise.all(present.map((stage) => readChart(tree, stage)))
  const overwrite = tree.has(VALUES_FILE) ? await tree.read(VALUES_FILE) : ''
  return {
    layout: multiStage ? 'multi-stage' : 'single-stage',
    addons: charts.flatMap(({ addons }) => addons),
    addonStages: staged.addonStages,
    valuesText: [overwrite, ...charts.map(({ text }) => text)].join('\n'),
    values: Object.assign({}, ...charts.map(({ values }) => values)),
    problems: [
      ...staged.problems,
      ...dirs.filter((stage) => !present.includes(stage)).map((stage) => noChart(tree, stage)),
      ...charts.flatMap(({ problems }) => problems),
    ],
  }
}

const chartDir = (stage: string | null) => (stage === null ? DIR : `${DIR}/${stage}`)
const stagesOf = (hooks: Readonly<Record<string, readonly string[]>>) => [...new Set(Object.values(hooks).flat())]

const singleStageProblems = (tree: StackTree): StackProblem[] =>
  tree.has(VALUES_FILE)
    ? []
    : [
        problem(tree.show(VALUES_FILE), {
          expected: `${STAGES_FILE} (multi-stage) or ${VALUES_FILE} (single stage)`,
          found: 'neither',
        }),
      ]

const noChart = (tree: StackTree, stage: string | null) =>
  problem(tree.show(`${chartDir(stage)}/Chart.yaml`), {
    expected: stage === null ? 'the addon chart' : `the chart of addon ${stage}, which ${STAGES_FILE} names`,
    found: 'nothing',
  })

const readStages = async (
  tree: StackTree,
): Promise<{ addonStages: Record<string, string[]>; problems: StackProblem[] }> => {
  const file = tree.show(STAGES_FILE)
  const text = parseYaml(await tree.read(STAGES_FILE))
  const broken = syntaxProblem(file, text)
  if (broken !== undefined) return { addonStages: {}, problems: [broken] }
  const hooks = pick(text.data, ['addonStages'])
  if (typeof hooks !== 'object' || hooks === null)
    return {
      addonStages: {},
      problems: [
        problem(file, {
          line: text.line(['addonStages']),
          key: 'addonStages',
          expected: 'hooks with their addons',
          found: show(hooks),
        }),
      ],
    }
  const addonStages = Object.fromEntries(Object.entries(hooks).map(([hook, list]) => [hook, names(list)]))
  return { addonStages, problems: [] }
}

const names = (list: unknown): string[] =>
  Array.isArray(list) ? list.map((entry) => pick(entry, ['name'])).filter((name) => typeof name === 'string') : []

const readChart = async (tree: StackTree, stage: string | null) => {
  const dir = chartDir(stage)
  const optional = (name: string) => (tree.has(`${dir}/${name}`) ? tree.read(`${dir}/${name}`) : '')
  const [chart, values, overwrite] = await Promise.all([
    tree.read(`${dir}/Chart.yaml`),
    optional('values.yaml'),
    optional('overwrite.yaml'),
  ])
  const [chartText, valuesText] = [parseYaml(chart), parseYaml(values)]
  const syntax = [
    syntaxProblem(tree.show(`${dir}/Chart.yaml`), chartText),
    syntaxProblem(tree.show(`${dir}/values.yaml`), valuesText),
  ]
  const dependencies = pick(chartText.data, ['dependencies'])
  const addons = (Array.isArray(dependencies) ? dependencies : []).map((entry) =>
    readDependency(tree, stage, entry, valuesText.data),
  )
  return {
    addons,
    values: valuesText.data as Record<string, unknown> | null,
    text: `${values}\n${overwrite}`,
    problems: syntax.filter((found) => found !== undefined),
  }
}

const readDependency = (tree: StackTree, stage: string | null, entry: unknown, values: unknown): Addon => {
  const field = (name: string) => String(pick(entry, [name]) ?? '')
  const chart = field('name')
  const condition = field('condition') || null
  return {
    chart,
    alias: field('alias') || chart,
    version: field('version'),
    repository: field('repository'),
    stage,
    condition,
    // Helm takes a dependency whose condition is nowhere in the values for enabled.
    enabled: condition === null || pick(values, condition.split('.')) !== false,
    vendored: vendoredVersion(tree, stage, chart),
  }
}

const vendoredVersion = (tree: StackTree, stage: string | null, chart: string): string | null => {
  const prefix = `${chartDir(stage)}/charts/${chart}-`
  const packed = tree.files.find((file) => file.startsWith(prefix) && /^\d[^/]*\.tgz$/.test(file.slice(prefix.length)))
  return packed?.slice(prefix.length, -'.tgz'.length) ?? null
}
