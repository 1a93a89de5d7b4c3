import { existsSync, readFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { StackproofError } from '../core/errors.ts'
import { withAbsolutePaths } from './management-schema.ts'
import { type ConfigProblem, describeProblem, problemsOf } from './problems.ts'
import { configSchema } from './schema.ts'
import type { Config } from './types.ts'

export const CONFIG_NAME = 'stackproof.yaml'

/** Reads `stackproof.yaml` from a folder, or the named file. All problems are told at once; throws `E_CONFIG`. */
export const loadConfig = (cwd: string, named?: string): Config => {
  const file = named === undefined ? join(cwd, CONFIG_NAME) : resolve(cwd, named)
  if (!existsSync(file)) {
    if (named !== undefined)
      throw new StackproofError('E_CONFIG', `Expected a configuration file, found none at ${file}`)
    return { ...configSchema.parse({}), file: null }
  }
  return fromFile(cwd, file)
}

const fromFile = (cwd: string, file: string): Config => {
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines })
  const syntax = document.errors.map(
    ({ message, linePos }): ConfigProblem => ({
      file,
      line: linePos?.[0].line ?? 1,
      key: '',
      expected: 'YAML',
      found: message.split('\n')[0]!,
    }),
  )
  if (syntax.length > 0) throw refuse(syntax)
  const parsed = configSchema.safeParse(document.toJS() ?? {})
  if (!parsed.success) throw refuse(problemsOf(file, document, lines, parsed.error.issues))
  const { stacks, cloudsFile, management, tools, ...rest } = parsed.data
  const base = resolve(file, '..')
  const absolute = (path: string | null) => (path === null || isAbsolute(path) ? path : join(base, path))
  return {
    ...rest,
    file,
    stacks: absolute(stacks),
    cloudsFile: absolute(cloudsFile),
    runs: resolve(cwd, rest.runs),
    management: withAbsolutePaths(management, base),
    tools: { dir: absolute(tools.dir) },
  }
}

const refuse = (problems: ConfigProblem[]) =>
  new StackproofError('E_CONFIG', problems.map(describeProblem).join('\n'), { details: { problems } })
