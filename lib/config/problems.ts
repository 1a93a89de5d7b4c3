import { type Document, isNode, type LineCounter } from 'yaml'
import type { z } from 'zod'
import { nearest } from '../core/nearest.ts'
import { configSchema } from './schema.ts'

/** One thing that is wrong in a configuration file. */
export interface ConfigProblem {
  file: string
  line: number
  /** Dotted path. */
  key: string
  expected: string
  found: string
  /** The nearest word that would have been right. */
  near?: string
}

/** `file:line: key: expected …, found …; did you mean …?` */
export const describeProblem = ({ file, line, key, expected, found, near }: ConfigProblem): string =>
  `${file}:${line}: ${key === '' ? '' : `${key}: `}expected ${expected}, found ${found}${near === undefined ? '' : `; did you mean ${near}?`}`

type Issue = z.core.$ZodIssue

/** One problem for each issue; unknown keys are one problem each, with the nearest known key. */
export const problemsOf = (
  file: string,
  document: Document,
  lines: LineCounter,
  issues: readonly Issue[],
): ConfigProblem[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKey(file, document, lines, issue.path, key))
      : [wrongValue(file, document, lines, issue)],
  )

const unknownKey = (
  file: string,
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
  key: string,
): ConfigProblem => {
  const known = keysAt(path)
  const near = nearest(key, known)
  const where = [...path, key]
  return {
    file,
    line: lineOf(document, lines, where),
    key: where.join('.'),
    expected: `one of ${known.join(', ')}`,
    found: `the unknown key ${key}`,
    ...(near !== undefined && { near }),
  }
}

const wrongValue = (file: string, document: Document, lines: LineCounter, issue: Issue): ConfigProblem => {
  const value = document.getIn(issue.path)
  const near =
    issue.code === 'invalid_value' && typeof value === 'string' ? nearest(value, issue.values.map(String)) : undefined
  return {
    file,
    line: lineOf(document, lines, issue.path),
    key: issue.path.join('.'),
    expected: expectedOf(issue),
    found: isNode(value) ? JSON.stringify(value.toJSON()) : JSON.stringify(value ?? null),
    ...(near !== undefined && { near }),
  }
}

const expectedOf = (issue: Issue): string => {
  if (issue.code === 'invalid_type') return issue.expected
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`
  return issue.message.replace(/^expected /, '').replace(/^Invalid input: expected /, '')
}

const lineOf = (document: Document, lines: LineCounter, path: readonly PropertyKey[]): number => {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

// JSON Schema knows the keys at every level, records included.
const keysAt = (path: readonly PropertyKey[]): string[] => {
  let schema = jsonSchemaOfConfig() as JsonSchema | undefined
  for (const step of path)
    schema =
      schema?.properties?.[String(step)] ??
      (typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : schema?.items)
  return Object.keys(schema?.properties ?? {})
}

interface JsonSchema {
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
}

/** The JSON Schema that editors use; shipped as stackproof.schema.json. */
export const jsonSchemaOfConfig = (): object => ({
  $id: 'stackproof.schema.json',
  title: 'stackproof.yaml',
  ...configSchema.toJSONSchema({ io: 'input', unrepresentable: 'any' }),
})
