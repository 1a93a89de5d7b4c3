import { StackproofError } from '../../core/errors.ts'
import { answerError, authError, pageError, type RequestFacts } from '../errors.ts'
import { type Exchange, type FinalAnswer, factsOf, ourHeaders } from '../http/exchange.ts'
import { pageHint } from '../http/hints.ts'
import { parseJson } from '../http/raw.ts'
import type { AuthContext } from './context.ts'
import { discoverIdentity, identityUrl } from './identity-url.ts'
import { readToken, type Token } from './token.ts'
import { type DirectAuth, type TokenRequest, tokenRequest } from './token-request.ts'

// A deleted application credential answers 404, a disabled project 403.
const REFUSED = [401, 403, 404]
const RECEIPT = 'openstack-auth-receipt'

/** A token of Keystone's for a secret that it knows itself. Throws `E_AUTH` when it refuses, with no word of the secret. */
export const askKeystone = async (auth: DirectAuth, context: AuthContext): Promise<Token> => {
  const body = tokenRequest(auth)
  const { request, answer } = await askAnywhere(auth.url, body, context)
  const more = missingMethods(answer, body)
  if (more === undefined) return tokenOf(request, answer, auth, context)
  // Keystone keeps what it has seen on a receipt, and waits for the rest.
  const rest = tokenRequestOf(request.url, { auth: { ...body.auth, identity: only(body.auth.identity, more) } })
  const second: Exchange = { ...rest, headers: { ...rest.headers, [RECEIPT]: answer.headers[RECEIPT]! } }
  context.redactor.add(answer.headers[RECEIPT])
  return tokenOf(second, await context.exchange(second), auth, context)
}

/** Where `auth_url` leads one to look, or where Keystone says that it is. */
const askAnywhere = async (authUrl: string, body: TokenRequest, { exchange }: AuthContext) => {
  const url = `${identityUrl(authUrl)}/auth/tokens`
  const request = tokenRequestOf(new URL(url), body)
  const answer = await exchange(request)
  if (answer.status === 201 || isKeystones(answer)) return { request, answer }
  const found = await discoverIdentity(authUrl, exchange).catch(() => undefined)
  if (found === undefined || `${found}/auth/tokens` === url) return { request, answer }
  const second = tokenRequestOf(new URL(`${found}/auth/tokens`), body)
  return { request: second, answer: await exchange(second) }
}

const tokenRequestOf = (url: URL, body: TokenRequest): Exchange => ({
  service: 'identity',
  method: 'POST',
  url,
  headers: ourHeaders({ 'content-type': 'application/json' }),
  body: JSON.stringify(body),
  // A token too many does no harm.
  retry: 'idempotent',
})

const isKeystones = ({ text }: FinalAnswer) =>
  typeof (parseJson(text) as { error?: unknown } | undefined)?.error === 'object'

const tokenOf = (request: Exchange, answer: FinalAnswer, auth: DirectAuth, { redactor, clock }: AuthContext): Token => {
  const facts = factsOf(request, false)
  const id = answer.headers['x-subject-token']
  // Pages that are not there have no words of Keystone's.
  if (REFUSED.includes(answer.status) && (answer.status !== 404 || isKeystones(answer)))
    throw authError(facts, answer, { hint: hintFor(auth, answer) })
  if (answer.status !== 201 || id === undefined) throw notKeystone(facts, answer, request.url)
  redactor.add(id)
  const token = readToken(id, parseJson(answer.text), clock.now())
  if (token === undefined) throw notKeystone(facts, answer, request.url)
  return token
}

/** Methods of ours that Keystone has not seen yet, where it gave a receipt for the others. */
const missingMethods = (answer: FinalAnswer, { auth }: TokenRequest): string[] | undefined => {
  if (answer.status !== 401 || answer.headers[RECEIPT] === undefined) return undefined
  const seen = receiptOf(answer).receipt?.methods ?? []
  const more = auth.identity.methods.filter((method) => !seen.includes(method))
  return more.length > 0 && seen.length > 0 ? more : undefined
}

const receiptOf = ({ text }: FinalAnswer) =>
  (parseJson(text) ?? {}) as { receipt?: { methods?: string[] }; required_auth_methods?: string[][] }

const only = (identity: TokenRequest['auth']['identity'], methods: readonly string[]) => ({
  methods,
  ...Object.fromEntries(methods.map((method) => [method, identity[method]])),
})

const hintFor = (auth: DirectAuth, answer: FinalAnswer): string => {
  const wanted = receiptOf(answer).required_auth_methods
  if (wanted !== undefined)
    return `This user has to prove more: ${wanted.map((rule) => rule.join(' and ')).join(', or ')}. Use \`auth_type: v3multifactor\`.`
  const methods = (parseJson(answer.text) as Refusal | undefined)?.error?.identity?.methods
  if (methods !== undefined)
    return `This Keystone takes only the methods ${methods.join(', ')}: choose another auth_type.`
  if (auth.kind === 'token')
    return answer.status === 403
      ? 'A token of an application credential or a trust is good for its own project only, and Keystone gives no other one for it. Use the credential itself.'
      : 'Is the token still valid? One that has ended or was revoked gives no other one.'
  return HINTS[auth.kind]
}

interface Refusal {
  error?: { identity?: { methods?: string[] } }
}

const HINTS = {
  password: 'Check user, password, their domains and the project in clouds.yaml; Keystone tells not which is wrong.',
  application_credential:
    'Check application_credential_id and application_credential_secret in clouds.yaml, and whether the credential still exists.',
  totp: 'A passcode is good for one token within half a minute: take a new one.',
  multifactor: 'Check password and passcode; a passcode is good for one token within half a minute.',
} as const

const notKeystone = (facts: RequestFacts, answer: FinalAnswer, url: URL) => {
  const error = answer.status < 300 ? pageError(facts, answer, url) : answerError(facts, answer, url)
  const usual = 'Is `auth_url` in clouds.yaml that of Keystone? Usual ones end in :5000/v3 or /identity/v3.'
  const hint = error.hint === pageHint(url) ? `${error.hint} ${usual}` : (error.hint ?? usual)
  return new StackproofError(error.code, error.message, { details: error.details, hint })
}
