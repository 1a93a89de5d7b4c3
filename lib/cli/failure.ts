import { codeOf, describeError, type ErrorCode, isStackproofError } from '../core/errors.ts'

/** Errors that are the caller's: told in words, exit code 2. */
const USAGE: ReadonlySet<ErrorCode> = new Set([
  'E_USAGE',
  'E_CONFIG',
  'E_STACK',
  'E_PLAN',
  'E_TOOL_MISSING',
  'E_LOCKED',
])

/** What the terminal shows of an error, without a stack trace unless it is a defect of ours. */
export const failureOutput = (error: unknown): { text: string; exitCode: number } => {
  const code = codeOf(error)
  const hint = isStackproofError(error) && error.hint !== undefined ? `\n  ${error.hint}` : ''
  if (code === 'E_INTERNAL')
    return { text: `stackproof: ${error instanceof Error ? error.stack : String(error)}`, exitCode: 3 }
  return { text: `stackproof: ${describeError(error)}${hint}`, exitCode: USAGE.has(code) ? 2 : 3 }
}
