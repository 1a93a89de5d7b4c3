import type { Clock } from '../../core/clock.ts'
import { StackproofError } from '../../core/errors.ts'
import type { Redactor } from '../../core/redact.ts'
import type { AuthSettings } from '../config/auth.ts'
import type { ResolvedCloud } from '../config/resolve.ts'
import { answerError, authError } from '../errors.ts'
import { type Exchange, type FinalAnswer, factsOf } from '../http/exchange.ts'
import { readToken, type Token } from './token.ts'
import { tokenRequest, tokensUrl } from './token-request.ts'

interface Options {
  cloud: ResolvedCloud
  clock: Clock
  redactor: Redactor
  exchange(request: Exchange): Promise<FinalAnswer>
}

// A deleted application credential answers 404, a disabled project 403.
const REFUSED = [401, 403, 404]

/** Gets a token for the cloud's project. Throws `E_AUTH` when Keystone refuses, with no word of the secret. */
export const authenticate = async ({ cloud, clock, redactor, exchange }: Options): Promise<Token> => {
  redactor.add(secretOf(cloud.auth))
  const request: Exchange = {
    service: 'identity',
    method: 'POST',
    url: tokensUrl(cloud.auth.url),
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(tokenRequest(cloud.auth)),
    // A token too many does no harm.
    retry: 'idempotent',
  }
  const answer = await exchange(request)
  const facts = factsOf(request, false)
  if (REFUSED.includes(answer.status)) throw authError(facts, answer)
  const id = answer.headers['x-subject-token']
  if (answer.status !== 201 || id === undefined) throw answerError(facts, answer)
  redactor.add(id)
  return readToken(id, answer.text, clock.now()) ?? notScoped(cloud)
}

const secretOf = (auth: AuthSettings): string => {
  if (auth.kind === 'password') return auth.password
  return auth.kind === 'token' ? auth.token : auth.secret
}

const notScoped = ({ name }: ResolvedCloud): never => {
  throw new StackproofError('E_AUTH', `expected a token for a project of cloud ${name}, got one without a project`, {
    hint: 'Name the project in clouds.yaml by project_id, or by project_name with project_domain_name.',
  })
}
