import { isNode, LineCounter, parseDocument } from 'yaml'
import type { StackProblem } from './types.ts'

export type Path = readonly (string | number)[]

/** A parsed file that knows where its keys stand. */
export interface YamlText {
  data: unknown
  errors: readonly { line: number; message: string }[]
  /** Line of a key's value, or of the nearest parent that there is. */
  line(path: Path): number | undefined
}

/** Parses one YAML document. Never throws: errors are in the result, and so is what could be read. */
export const parseYaml = (text: string): YamlText => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })
  const lineAt = (offset: number) => lines.linePos(offset).line
  const line = (path: Path): number | undefined => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true)
    if (isNode(node) && node.range) return lineAt(node.range[0])
    return path.length === 0 ? undefined : line(path.slice(0, -1))
  }
  return {
    // With errors the tree may not convert (unresolved aliases); then there is no data.
    data: document.errors.length === 0 ? document.toJS() : tolerant(() => document.toJS()),
    errors: document.errors.map(({ pos, message }) => ({ line: lineAt(pos[0]), message })),
    line,
  }
}

const tolerant = (read: () => unknown): unknown => {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** The value at a path of plain data; undefined where the path leaves it. */
export const pick = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
    data,
  )

/** A finding with its sentence. */
export const problem = (
  file: string,
  { line, key, expected, found }: { line?: number; key?: string; expected: string; found: string },
): StackProblem => ({
  file,
  ...(line !== undefined && { line }),
  ...(key !== undefined && { key }),
  expected,
  found,
  reason: `${key === undefined ? '' : `${key}: `}expected ${expected}, found ${found}`,
})

/** The first syntax error of a text as a problem; the others mostly follow from it. `offset` lines of the file come before the text. */
export const syntaxProblem = (file: string, { errors }: YamlText, offset = 0): StackProblem | undefined =>
  errors[0] && problem(file, { line: errors[0].line + offset, expected: 'valid YAML', found: errors[0].message })

/** A value as messages show it. */
export const show = (value: unknown): string =>
  value === undefined || value === null ? 'nothing' : JSON.stringify(value)
