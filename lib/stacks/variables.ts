import { cutBlock, neutralise } from './template.ts'
import type { StackProblem, Variable } from './types.ts'
import { parseYaml, pick, problem, show, syntaxProblem } from './yaml.ts'

/** The variables of a ClusterClass template, read without rendering it. Its strings must be indented (`indentStrings`). */
export const readVariables = (file: string, template: string): { variables: Variable[]; problems: StackProblem[] } => {
  const block = cutBlock(template, 'variables')
  if (block === undefined) return { variables: [], problems: [] }
  const text = parseYaml(neutralise(block.text))
  const broken = syntaxProblem(file, text, block.line - 1)
  const list = pick(text.data, ['variables']) ?? []
  if (broken !== undefined || !Array.isArray(list))
    return { variables: [], problems: [broken ?? noList(file, block.line, list)] }
  const line = (index: number) => (text.line(['variables', index]) ?? 1) + block.line - 1
  const read = list.map((entry: unknown, index) => readVariable(entry, line(index)))
  const nameless = read.findIndex(({ name }) => name === '')
  return {
    variables: read,
    problems: nameless < 0 ? [] : [noName(file, line(nameless), nameless)],
  }
}

interface RawVariable {
  name?: unknown
  required?: unknown
  schema?: { openAPIV3Schema?: Record<string, unknown> }
}

const readVariable = (entry: unknown, line: number): Variable => {
  const { name, required, schema } = (entry ?? {}) as RawVariable
  const { type, default: value, description, enum: allowed } = schema?.openAPIV3Schema ?? {}
  return {
    name: typeof name === 'string' ? name : '',
    type: typeof type === 'string' ? type : '',
    required: required === true,
    ...(value !== undefined && { default: value }),
    ...(typeof description === 'string' && { description: description.trim() }),
    ...(Array.isArray(allowed) && { enum: allowed }),
    line,
  }
}

const noList = (file: string, line: number, found: unknown) =>
  problem(file, { line, key: 'spec.variables', expected: 'a list of variables', found: show(found) })

const noName = (file: string, line: number, index: number) =>
  problem(file, { line, key: `spec.variables.${index}.name`, expected: 'the name of a variable', found: 'nothing' })
