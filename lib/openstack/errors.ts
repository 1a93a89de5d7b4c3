import { type ErrorCode, isStackproofError, StackproofError } from '../core/errors.ts'
import { readErrorBody } from './error-bodies.ts'
import { classify, codeOfFailure } from './http/failure.ts'
import type { HttpAnswer } from './http/send.ts'

/** What an error says of its request. Paths carry no query: it may name what is not ours. */
export interface RequestFacts {
  service: string
  method: string
  path: string
  /** True when it may have been carried out although it failed. */
  ambiguous: boolean
}

/** True for an answer of a service that is an error, of that HTTP status where one is given. */
export const isOpenStackError = (error: unknown, status?: number): error is StackproofError =>
  isStackproofError(error) &&
  (error.code === 'E_OPENSTACK' || error.code === 'E_QUOTA') &&
  (status === undefined || error.details.status === status)

/** `E_QUOTA` or `E_OPENSTACK` of an answer that is no success. */
export const answerError = (facts: RequestFacts, answer: HttpAnswer): StackproofError => {
  const { status } = answer
  const { code, message } = readErrorBody(answer.text)
  const requestId = requestIdOf(answer)
  const known = isQuota(facts.service, status, code, message)
  const what = `${status}${code === '' ? '' : ` ${code}`}${message === '' ? '' : `: ${message}`}`
  const id = requestId === undefined ? '' : ` (${requestId})`
  return new StackproofError(
    known ? 'E_QUOTA' : 'E_OPENSTACK',
    `expected ${describe(facts)} to succeed, got ${what}${id}`,
    {
      details: { ...facts, status, code, message, requestId },
      ...(known && { hint: 'Raise the quota of the project or run fewer cells at once.' }),
    },
  )
}

/** `E_TLS` or `E_OPENSTACK` of a request that got no answer. */
export const failureError = (facts: RequestFacts, cause: unknown): StackproofError => {
  const code = codeOfFailure(cause)
  const kind: ErrorCode = classify(cause) === 'tls' ? 'E_TLS' : 'E_OPENSTACK'
  const hint = kind === 'E_TLS' ? tlsHint(code) : undefined
  return new StackproofError(kind, `expected an answer to ${describe(facts)}, got ${code}`, {
    cause,
    details: { ...facts, code },
    ...(hint !== undefined && { hint }),
  })
}

/** `E_AUTH` of an answer that refuses a credential or token, with the ids of the requests before it. */
export const authError = (
  facts: RequestFacts,
  answer: HttpAnswer,
  earlier: readonly string[] = [],
): StackproofError => {
  const { message } = readErrorBody(answer.text)
  const requestIds = [...earlier, requestIdOf(answer)].filter((id) => id !== undefined)
  const details = { ...facts, status: answer.status, message, requestIds }
  return new StackproofError(
    'E_AUTH',
    `expected ${describe(facts)} to be authorised, got ${answer.status}: ${message}`,
    {
      details,
      hint: 'Check the credentials of this cloud in clouds.yaml; deleted application credentials answer 404.',
    },
  )
}

/** The id that a service gave a request; its logs know it. */
export const requestIdOf = ({ headers }: HttpAnswer): string | undefined =>
  headers['x-openstack-request-id'] ?? headers['x-compute-request-id']

/** Each service refuses for lack of quota in its own way. */
const isQuota = (service: string, status: number, code: string, message: string): boolean => {
  if (service === 'network') return status === 409 && code === 'OverQuota'
  if (service === 'block-storage' || service === 'image') return status === 413
  if (status !== 403) return false
  if (service === 'compute') return /quota exceeded/i.test(message)
  if (service === 'load-balancer') return /quota has been met/i.test(message)
  return service === 'identity' && /limit/i.test(message)
}

const describe = ({ service, method, path }: RequestFacts) => `${method} ${path} of ${service}`

const tlsHint = (code: string): string => {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'The certificate is for another name: check the host in the URL.'
  if (code === 'CERT_HAS_EXPIRED') return 'The certificate of the cloud has expired.'
  if (/WRONG_VERSION|EPROTO/.test(code))
    return 'The server speaks no TLS on that port: should the URL begin with http:?'
  return "Name the cloud's CA by `cacert` in clouds.yaml."
}
