import { type ErrorCode, isStackproofError, StackproofError } from '../core/errors.ts'
import { readErrorBody } from './error-bodies.ts'
import { classify, codeOfFailure } from './http/failure.ts'
import { describeFailure, hintOfAnswer, hintOfFailure } from './http/hints.ts'
import type { HttpAnswer } from './http/send.ts'

/** What an error says of its request. Paths carry no query: it may name what is not ours. */
export interface RequestFacts {
  service: string
  method: string
  path: string
  /** True when it may have been carried out although it failed. */
  ambiguous: boolean
  /** The id that we sent; the service's logs know it beside their own. */
  globalRequestId?: string | undefined
}

/** True for an answer of a service that is an error, of that HTTP status where one is given. */
export const isOpenStackError = (error: unknown, status?: number): error is StackproofError =>
  isStackproofError(error) &&
  (error.code === 'E_OPENSTACK' || error.code === 'E_QUOTA') &&
  (status === undefined || error.details.status === status)

/** `E_QUOTA` or `E_OPENSTACK` of an answer that is no success. */
export const answerError = (facts: RequestFacts, answer: HttpAnswer, url?: URL): StackproofError => {
  const { status } = answer
  const { code, message } = readErrorBody(answer.text)
  const requestId = requestIdOf(answer)
  const overQuota = isQuota(facts.service, status, code, message)
  const what = `${status}${code === '' ? '' : ` ${code}`}${message === '' ? '' : `: ${message}`}`
  const id = requestId === undefined ? '' : ` (${requestId})`
  const hint = overQuota ? QUOTA_HINT : hintOfAnswer(answer, url)
  return new StackproofError(
    overQuota ? 'E_QUOTA' : 'E_OPENSTACK',
    `expected ${describe(facts)} to succeed, got ${what}${id}`,
    {
      details: { ...facts, status, code, message, requestId, retryAfter: answer.headers['retry-after'] },
      ...(hint !== undefined && { hint }),
    },
  )
}

/** `E_TLS` or `E_OPENSTACK` of a request that got no answer. */
export const failureError = (facts: RequestFacts, cause: unknown, url: URL): StackproofError => {
  const code = codeOfFailure(cause)
  forgetBytes(cause)
  const kind: ErrorCode = classify(cause) === 'tls' ? 'E_TLS' : 'E_OPENSTACK'
  const hint = hintOfFailure(code, url)
  const what = describeFailure(code)
  return new StackproofError(kind, `expected an answer to ${describe(facts)} at ${url.host}, got ${what}`, {
    cause,
    details: { ...facts, code },
    ...(hint !== undefined && { hint }),
  })
}

/** `E_AUTH` of an answer that refuses a credential or token, with the ids of the requests before it. */
export const authError = (
  facts: RequestFacts,
  answer: HttpAnswer,
  { earlier = [], hint = AUTH_HINT }: { earlier?: readonly string[]; hint?: string } = {},
): StackproofError => {
  const { message } = readErrorBody(answer.text)
  const requestIds = [...earlier, requestIdOf(answer)].filter((id) => id !== undefined)
  const details = { ...facts, status: answer.status, message, requestIds }
  return new StackproofError(
    'E_AUTH',
    `expected ${describe(facts)} to be authorised, got ${answer.status}: ${message}`,
    { details, hint },
  )
}

/** `E_OPENSTACK` of a success that is none: a web page stands where the service should be. */
export const pageError = (facts: RequestFacts, answer: HttpAnswer, url: URL): StackproofError => {
  const title = /<title[^>]*>([^<]{1,80})/i.exec(answer.text)?.[1]?.trim()
  const what = title === undefined ? 'a web page' : `a web page (${JSON.stringify(title)})`
  const hint = `Something else answers at ${url.origin}: check the URL of ${facts.service} in the catalog, its endpoint_override or auth_url in clouds.yaml.`
  return new StackproofError('E_OPENSTACK', `expected JSON from ${describe(facts)}, got ${what}`, {
    details: { ...facts, status: answer.status, problem: 'WebPage' },
    hint,
  })
}

/** `E_OPENSTACK` of a success that was made in another microversion than asked for: its shape is not known. */
export const echoError = (facts: RequestFacts, answer: HttpAnswer, wanted: string, echoed: string): StackproofError =>
  new StackproofError(
    'E_OPENSTACK',
    `expected ${describe(facts)} to be answered in microversion ${wanted}, got ${echoed}`,
    {
      details: {
        ...facts,
        ambiguous: facts.method !== 'GET',
        problem: 'MicroversionEcho',
        status: answer.status,
        wanted,
        echoed,
        requestId: requestIdOf(answer),
      },
      hint: 'Does a proxy remove the header OpenStack-API-Version from requests?',
    },
  )

/** The id that a service gave a request; its logs know it. */
export const requestIdOf = ({ headers }: Pick<HttpAnswer, 'headers'>): string | undefined =>
  headers['x-openstack-request-id'] ?? headers['x-compute-request-id']

/** An error of undici's parser holds what it could not read: anything, also a repetition of what we sent. */
const forgetBytes = (cause: unknown): void => {
  if (cause instanceof Error && 'data' in cause) delete cause.data
}

const QUOTA_HINT = 'Raise the quota of the project or run fewer cells at once.'
const AUTH_HINT = 'Check the credentials of this cloud in clouds.yaml; deleted application credentials answer 404.'

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
