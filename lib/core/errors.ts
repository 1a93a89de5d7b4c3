/** The closed set of error codes; the class of an error decides the verdict and the exit code, its text never does. */
export const ERROR_CODES = [
  'E_USAGE',
  'E_CONFIG',
  'E_STACK',
  'E_PLAN',
  'E_WAIT_TIMEOUT',
  'E_TERMINAL_STATE',
  'E_CHECK_FAILED',
  'E_BLOCKED',
  'E_NOT_APPLICABLE',
  'E_ABORTED',
  'E_OPENSTACK',
  'E_AUTH',
  'E_TLS',
  'E_KUBERNETES',
  'E_PROCESS',
  'E_TOOL_MISSING',
  'E_PROBE',
  'E_LEDGER',
  'E_JOURNAL',
  'E_LOCKED',
  'E_QUOTA',
  'E_REHEARSAL',
  'E_REPORT',
  'E_INTERNAL',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

export interface ErrorOptions {
  cause?: unknown
  /** Plain data that a report may show; must already be free of secrets. */
  details?: Record<string, unknown>
  /** What the reader can do about it. */
  hint?: string
}

/** Every error that crosses a module boundary. Recognised by `code`, not `instanceof`, so that it survives realms and workers. */
export class StackproofError extends Error {
  override readonly name: string = 'StackproofError'
  readonly code: ErrorCode
  readonly details: Record<string, unknown>
  readonly hint: string | undefined

  constructor(code: ErrorCode, message: string, { cause, details = {}, hint }: ErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.details = details
    this.hint = hint
  }
}

/** True for any value that carries one of our codes. */
export const isStackproofError = (error: unknown): error is StackproofError =>
  error instanceof Error && ERROR_CODES.includes((error as { code?: ErrorCode }).code as ErrorCode)

/** The code of our own errors, `E_ABORTED` for aborts, `E_INTERNAL` for everything else. */
export const codeOf = (error: unknown): ErrorCode => {
  if (isStackproofError(error)) return error.code
  return error instanceof Error && error.name === 'AbortError' ? 'E_ABORTED' : 'E_INTERNAL'
}

/** The message of anything thrown, with the chain of its causes. */
export const describeError = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const inner = error.cause === undefined ? '' : `: ${describeError(error.cause)}`
  return error.message.includes(inner.slice(2)) ? error.message : `${error.message}${inner}`
}

/** An error as data, for the journal. */
export interface ErrorRecord {
  code: ErrorCode
  message: string
  hint?: string
  details?: Record<string, unknown>
}

export const errorRecord = (error: unknown): ErrorRecord => ({
  code: codeOf(error),
  message: describeError(error),
  ...(isStackproofError(error) && error.hint !== undefined && { hint: error.hint }),
  ...(isStackproofError(error) && Object.keys(error.details).length > 0 && { details: error.details }),
})
