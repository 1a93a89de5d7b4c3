import { readFileSync } from 'node:fs'
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import { StackproofError } from '../../core/errors.ts'

export type Tree = { [key: string]: unknown }

export interface ParsedFile {
  file: string
  tree: Tree
  /** Key path below `clouds` → line. */
  lines: ReadonlyMap<string, number>
}

/**
 * Reads a clouds file as PyYAML does: YAML 1.1, in which `verify: no` is false and merge keys work. JSON is YAML.
 * Throws `E_CONFIG` with file, line and column; the text itself is never quoted, it holds passwords.
 */
export const parseCloudsFile = (file: string): ParsedFile => {
  const counter = new LineCounter()
  const options = { version: '1.1', merge: true, lineCounter: counter, prettyErrors: false } as const
  const document = parseDocument(readText(file), options)
  const [problem] = document.errors
  if (problem !== undefined) {
    const { line, col } = counter.linePos(problem.pos[0])
    throw new StackproofError('E_CONFIG', `${file}:${line}:${col}: expected YAML, got ${problem.code}`, {
      details: { file, line, column: col },
    })
  }
  const tree = normalise(document.toJS() ?? {})
  if (!isTree(tree))
    throw new StackproofError('E_CONFIG', `${file}: expected a map with the key clouds, got a list or text`)
  return { file, tree, lines: linesOf(document, counter) }
}

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new StackproofError('E_CONFIG', `expected to read ${file}, got ${(cause as NodeJS.ErrnoException).code}`, {
      cause,
    })
  }
}

export const isTree = (value: unknown): value is Tree =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

// Keys with dashes are the same as with underscores, and numbers are text, except for names of clouds.
const normalise = (value: unknown, depth = 0): unknown => {
  if (Array.isArray(value)) return value.map((item) => normalise(item, depth + 1))
  if (typeof value === 'number') return String(value)
  if (!isTree(value)) return value
  const named = depth === 1
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [named ? key : key.replaceAll('-', '_'), normalise(item, depth + 1)]),
  )
}

const linesOf = (document: Document, counter: LineCounter): Map<string, number> => {
  const lines = new Map<string, number>()
  const walk = (node: unknown, path: string[]) => {
    if (!isMap(node)) return
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue
      const name = String(key.value)
      const inner = [...path, path.length === 0 ? name : name.replaceAll('-', '_')]
      lines.set(inner.join('.'), counter.linePos((key as Node).range?.[0] ?? 0).line)
      walk(value, inner)
    }
  }
  walk(document.get('clouds', true), [])
  return lines
}
