import { isStackproofError, StackproofError } from '../core/errors.ts'
import type { Redactor } from '../core/redact.ts'
import type { Answer, Call } from './transport.ts'

// Go's and Node's words for the same thing: the server's certificate is not one that this client may trust.
const TLS_CODE = /^(UNABLE_TO_|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|ERR_SSL)/

/** `E_KUBERNETES` of an answer that is no success, with the Status that the API server sent. */
export const statusError = (call: Call, answer: Answer, redactor?: Redactor): StackproofError => {
  const { reason, message } = readStatus(answer.text)
  const text = redactor?.text(message) ?? message
  return new StackproofError(
    'E_KUBERNETES',
    `expected ${describeCall(call)} to succeed, got ${answer.status}${reason === '' ? '' : ` ${reason}`}${text === '' ? '' : `: ${text}`}`,
    { details: { status: answer.status, reason, message: text, ...place(call) } },
  )
}

/** `E_TLS` or `E_KUBERNETES` of a request that got no answer; `details.code` is Node's. */
export const connectionError = (call: Call, cause: unknown): StackproofError => {
  if (isStackproofError(cause)) return cause
  const code = (cause as NodeJS.ErrnoException).code ?? 'UNKNOWN'
  return new StackproofError(
    TLS_CODE.test(code) ? 'E_TLS' : 'E_KUBERNETES',
    `expected an answer to ${describeCall(call)}, got ${code}`,
    { cause, details: { code, ...place(call) } },
  )
}

/** `E_KUBERNETES` of an ERROR event in a watch. */
export const watchError = (call: Call, status: unknown, redactor?: Redactor): StackproofError => {
  const code = (status as { code?: number }).code ?? 500
  return statusError(call, { status: code, headers: {}, text: JSON.stringify(status) }, redactor)
}

/** The HTTP status of an error of this folder; undefined where no answer came. */
export const statusOf = (error: unknown): number | undefined =>
  isStackproofError(error) && error.code === 'E_KUBERNETES' ? (error.details.status as number | undefined) : undefined

/** True for failures that a wait should sit out: no connection, an overloaded or restarting server, a type not served yet. */
export const isPassing = (error: unknown): boolean => {
  if (!isStackproofError(error) || error.code !== 'E_KUBERNETES') return false
  const status = statusOf(error)
  return status === undefined || status === 404 || status === 429 || status >= 500
}

const readStatus = (text: string): { reason: string; message: string } => {
  try {
    const { reason = '', message = '' } = JSON.parse(text)
    return { reason, message }
  } catch {
    return { reason: '', message: text.slice(0, 200) }
  }
}

const describeCall = ({ method, path }: Call) => `${method} ${path.split('?')[0]}`

const place = ({ method, path }: Call) => ({ method, path: path.split('?')[0] })
