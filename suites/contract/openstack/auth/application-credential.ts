import type { ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { RawAnswer, RawCall } from '../../../../lib/openstack/types.ts'
import { byPassword, login, projectScope, tokenOf } from './login.ts'

export interface MadeCredential {
  id: string
  name: string
  secret: string
  /** Of its creation. */
  answer: RawAnswer
}

/** Calls about the application credentials of the tenant's user, with a token that may manage them. */
export interface CredentialKeeper {
  send(method: RawCall['method'], rest?: string, more?: Partial<RawCall>): Promise<RawAnswer>
  request(body: object, token?: string): Promise<RawAnswer>
  /** Makes one that is removed after the case. */
  make(more?: object): Promise<MadeCredential>
  remove(id: string, token?: string): Promise<RawAnswer>
}

/** Logs in with the tenant's password: another application credential may be a restricted one. */
export const credentialKeeper = async (context: ContractContext): Promise<CredentialKeeper> => {
  const credential = context.password()
  const own = tokenOf(await login(context, byPassword(credential, projectScope(credential)), { nocatalog: '' }))
  let made = 0
  const path = `/users/${credential.user.id}/application_credentials`
  const send: CredentialKeeper['send'] = (method, rest = '', more = {}) =>
    context.cloud.request({ service: 'identity', method, path: `${path}${rest}`, token: own, ...more })
  const request: CredentialKeeper['request'] = (body, token = own) =>
    send('POST', '', { body: { application_credential: body }, token })
  const remove: CredentialKeeper['remove'] = (id, token = own) => send('DELETE', `/${id}`, { token })
  const make: CredentialKeeper['make'] = async (more = {}) => {
    const name = context.name(`credential${++made}`)
    const answer = await request({ name, ...more })
    if (answer.status !== 201)
      throw new Error(`expected an application credential, got ${answer.status}: ${answer.text}`)
    const { id, secret } = answer.body.application_credential
    context.undo(() => remove(id))
    return { id, name, secret, answer }
  }
  return { send, request, make, remove }
}
