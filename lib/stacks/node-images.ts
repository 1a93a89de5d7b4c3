import type { StackTree } from './tree.ts'
import type { NodeImage, StackProblem } from './types.ts'
import { parseYaml, pick, problem, show, syntaxProblem } from './yaml.ts'

// Sources of releases, newest first; the last is the release's own file, written by hand before there was a plugin.
const FILES = ['node-images/config.yaml', 'node-image/config.yaml', 'node-images.yaml']

/** Reads the node images that the provider's operator imports into a cloud. None for stacks that leave that to others. */
export const readNodeImages = async (
  tree: StackTree,
): Promise<{ nodeImages: NodeImage[]; problems: StackProblem[] }> => {
  const found = FILES.find((file) => tree.has(file))
  if (found === undefined) return { nodeImages: [], problems: [] }
  const text = parseYaml(await tree.read(found))
  const broken = syntaxProblem(tree.show(found), text)
  if (broken !== undefined) return { nodeImages: [], problems: [broken] }
  const list = pick(text.data, ['openStackNodeImages']) ?? []
  if (Array.isArray(list)) return { nodeImages: list.map(readNodeImage), problems: [] }
  const key = 'openStackNodeImages'
  return {
    nodeImages: [],
    problems: [
      problem(tree.show(found), { line: text.line([key]), key, expected: 'a list of images', found: show(list) }),
    ],
  }
}

const readNodeImage = (entry: unknown): NodeImage => {
  const field = (...path: string[]) => String(pick(entry, path) ?? '')
  return { name: field('createOpts', 'name'), url: field('url'), diskFormat: field('createOpts', 'disk_format') }
}
