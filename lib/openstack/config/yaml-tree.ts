import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Scalar,
} from 'yaml'
import { readPlain } from './yaml-scalar.ts'

export type Tree = { [key: string]: unknown }

export const isTree = (value: unknown): value is Tree =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** What a document says, and where it says it. */
export interface Located {
  value: unknown
  /** Key path (`clouds.demo.auth.password`, `clouds.demo.regions.0.name`) → line. */
  lines: ReadonlyMap<string, number>
  /** Key path → what is odd about how it is written; without the value. */
  oddities: ReadonlyMap<string, string>
}

/** Why a node can't be read, and where it starts. */
export class UnreadableNode extends Error {
  readonly offset: number

  constructor(reason: string, node: unknown) {
    super(reason)
    this.offset = (node as Node | null)?.range?.[0] ?? 0
  }
}

interface Walk {
  document: Document
  counter: LineCounter
  readWord: typeof readPlain
  lines: Map<string, number>
  oddities: Map<string, string>
  nodes: number
}

// A file of aliases to aliases can stand for more than any memory holds.
const MOST_NODES = 100_000

/**
 * Reads a document that was parsed without types (`schema: failsafe`). Below the names of clouds, `-` in keys is `_`, and a
 * key without a value counts as not written. Throws `UnreadableNode`.
 */
export const readTree = (document: Document, counter: LineCounter, readWord = readPlain): Located => {
  const walk: Walk = { document, counter, readWord, lines: new Map(), oddities: new Map(), nodes: 0 }
  const value = readNode(document.contents, [], walk)
  return { value, lines: walk.lines, oddities: walk.oddities }
}

const readNode = (node: unknown, path: readonly string[], walk: Walk): unknown => {
  walk.nodes += 1
  if (walk.nodes > MOST_NODES) throw new UnreadableNode('more aliases than anybody needs', node)
  if (isAlias(node)) return readNode(resolveAlias(node, walk), path, walk)
  if (isMap(node)) return readMap(node.items, path, walk)
  if (isSeq(node)) return node.items.map((item, index) => readNode(item, [...path, String(index)], walk))
  return isScalar(node) ? readScalar(node, path, walk) : null
}

// An anchor that holds its own alias has no end.
const resolveAlias = (alias: Alias, { document }: Walk): Node => {
  const target = alias.resolve(document)
  const inside = target?.range?.[0] ?? 0
  const end = target?.range?.[1] ?? 0
  const at = alias.range?.[0] ?? 0
  if (target === undefined || (inside <= at && at < end)) throw new UnreadableNode('an alias that leads nowhere', alias)
  return target
}

const readMap = (items: readonly { key: unknown; value: unknown }[], path: readonly string[], walk: Walk): Tree => {
  const isMerge = ({ key }: { key: unknown }) => isScalar(key) && key.type === 'PLAIN' && key.value === '<<'
  const merged = items.filter(isMerge).flatMap(({ value }) => readMerged(value, path, walk))
  const own = items.filter((item) => !isMerge(item)).map(({ key, value }) => readPair(key, value, path, walk))
  const deep = path.length > 1
  return Object.fromEntries([...merged, ...own].filter(([, value]) => !deep || value !== null))
}

/** The pairs of `<<`: of a list the first map wins. */
const readMerged = (node: unknown, path: readonly string[], walk: Walk): [string, unknown][] => {
  const target = isAlias(node) ? resolveAlias(node, walk) : node
  if (isMap(target)) return Object.entries(readMap(target.items, path, walk))
  if (!isSeq(target)) throw new UnreadableNode('a merge key without a map', node)
  return target.items.toReversed().flatMap((item) => readMerged(item, path, walk))
}

const readPair = (key: unknown, value: unknown, path: readonly string[], walk: Walk): [string, unknown] => {
  const target = isAlias(key) ? resolveAlias(key, walk) : key
  if (!isScalar(target)) throw new UnreadableNode('a key that is no text', key)
  const written = String(target.value ?? '')
  const name = path.length > 1 ? written.replaceAll('-', '_') : written
  const inner = [...path, name]
  walk.lines.set(inner.join('.'), walk.counter.linePos((target as Scalar & Node).range?.[0] ?? 0).line)
  if (target.type === 'PLAIN' && walk.readWord(written) !== written)
    walk.oddities.set(inner.join('.'), 'is a name that YAML reads as something else than text; put it in quotes')
  return [name, readNode(value, inner, walk)]
}

const readScalar = (node: Scalar, path: readonly string[], walk: Walk): unknown => {
  const text = String(node.value ?? '')
  const tag = node.tag?.replace('tag:yaml.org,2002:', '')
  if (tag === 'str' || tag === '!' || (tag === undefined && node.type !== 'PLAIN')) return text
  const value = walk.readWord(text)
  if (tag !== undefined && !fits(tag, value, text)) throw new UnreadableNode(`a value of the type ${tag}`, node)
  if (typeof value === 'string' && value !== text)
    walk.oddities.set(path.join('.'), 'is a number that YAML reads as another text; put it in quotes')
  return value
}

const fits = (tag: string, value: unknown, text: string): boolean => {
  if (tag === 'null') return value === null
  if (tag === 'bool') return typeof value === 'boolean'
  return (tag === 'int' || tag === 'float') && typeof value === 'string' && /[0-9]/.test(text)
}
