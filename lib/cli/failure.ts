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
  if (isDisk(error)) return { text: `stackproof: ${diskText(error)}`, exitCode: 3 }
  const code = codeOf(error)
  const hint = isStackproofError(error) && error.hint !== undefined ? `\n  ${error.hint}` : ''
  if (code === 'E_INTERNAL')
    return { text: `stackproof: ${error instanceof Error ? error.stack : String(error)}`, exitCode: 3 }
  return { text: `stackproof: ${describeError(error)}${hint}`, exitCode: USAGE.has(code) ? 2 : 3 }
}

/** What a file system says that is full or may not be written; no defect of ours. */
const DISK: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; make room and go on with `stackproof resume`',
  EDQUOT: 'the quota of the disk is used up; make room and go on with `stackproof resume`',
  EROFS: 'the file system is read-only',
  EACCES: 'it may not be written',
}

const isDisk = (error: unknown): error is NodeJS.ErrnoException =>
  !isStackproofError(error) && error instanceof Error && ((error as NodeJS.ErrnoException).code ?? '') in DISK

const diskText = ({ path, syscall, code }: NodeJS.ErrnoException) =>
  `expected to write ${path ?? 'a file'} (${syscall ?? 'write'}), got ${code}: ${DISK[code!]}`
