import type { StackTree } from './tree.ts'
import type { StackProblem, StackVersions } from './types.ts'
import { parseYaml, pick, problem, show, syntaxProblem, type YamlText } from './yaml.ts'

const FILE = 'versions.yaml'

/** Reads `versions.yaml`: the Kubernetes versions that a stack can be generated for, with the versions that follow. */
export const readVersions = async (
  tree: StackTree,
): Promise<{ versions: StackVersions[]; problems: StackProblem[] }> => {
  if (!tree.has(FILE)) return { versions: [], problems: [] }
  const file = tree.show(FILE)
  const text = parseYaml(await tree.read(FILE))
  const broken = syntaxProblem(file, text)
  if (broken !== undefined) return { versions: [], problems: [broken] }
  if (!Array.isArray(text.data))
    return {
      versions: [],
      problems: [problem(file, { line: 1, expected: 'a list of versions', found: show(text.data) })],
    }
  const bad = text.data.findIndex((entry) => !isVersion(pick(entry, ['kubernetes'])))
  return {
    versions: text.data.filter((_, index) => index !== bad).map(strings),
    problems: bad < 0 ? [] : [badVersion(file, text, bad)],
  }
}

const isVersion = (value: unknown) => typeof value === 'string' && /^v?\d+\.\d+\.\d+$/.test(value)

const badVersion = (file: string, text: YamlText, index: number) =>
  problem(file, {
    line: text.line([index, 'kubernetes']),
    key: `${index}.kubernetes`,
    expected: 'a Kubernetes version such as 1.34.7',
    found: show(pick(text.data, [index, 'kubernetes'])),
  })

const strings = (entry: object): StackVersions =>
  Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, String(value)])) as StackVersions
