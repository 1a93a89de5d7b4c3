import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import { configError } from './problems.ts'
import { readJsonWord, readPlain } from './yaml-scalar.ts'
import { isTree, type Located, readTree, type Tree, UnreadableNode } from './yaml-tree.ts'

export { isTree, type Tree } from './yaml-tree.ts'

export interface ParsedFile extends Omit<Located, 'value'> {
  file: string
  tree: Tree
}

/**
 * Reads a clouds file as PyYAML does: YAML 1.1, in which `verify: no` is false and merge keys work. Throws `E_CONFIG` with
 * file, line and column; the text itself is never quoted, it holds passwords.
 */
export const parseCloudsFile = (file: string): ParsedFile => {
  const counter = new LineCounter()
  const text = readText(file)
  const json = file.endsWith('json')
  if (json) checkJson(file, text)
  const document = parseDocument(text, {
    version: '1.1',
    schema: 'failsafe',
    lineCounter: counter,
    prettyErrors: false,
  })
  const [problem] = document.errors
  if (problem !== undefined) throw unparsable(file, counter, problem.pos[0], problem.code)
  try {
    const { value, ...located } = readTree(document, counter, json ? readJsonWord : readPlain)
    return { file, tree: value === null ? {} : treeOf(value, file), ...located }
  } catch (error) {
    if (error instanceof UnreadableNode) throw unparsable(file, counter, error.offset, error.message)
    throw error
  }
}

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw configError('ConfigFileUnreadable', `expected to read ${file}, got ${code}`, { cause, file })
  }
}

// YAML allows more than JSON; a file that says it is JSON is held to that. V8's own message quotes the text.
const checkJson = (file: string, text: string): void => {
  try {
    JSON.parse(text)
  } catch {
    throw configError('ConfigParse', `${file}: expected JSON, got text that is none`, { file })
  }
}

const unparsable = (file: string, counter: LineCounter, offset: number, found: string) => {
  const { line, col } = counter.linePos(offset)
  return configError('ConfigParse', `${file}:${line}:${col}: expected YAML, got ${found}`, { file, line, column: col })
}

const treeOf = (value: unknown, file: string): Tree => {
  if (isTree(value)) return value
  throw configError('ConfigParse', `${file}: expected a map with the key clouds, got a list or text`, { file })
}
