import type { PasswordCredential } from '../../../../fixtures/contract/openstack/account.ts'
import type { ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { RawAnswer } from '../../../../lib/openstack/types.ts'

/** POST /v3/auth/tokens with this in `auth`, by nobody in particular. */
export const login = (
  { cloud, signal }: Pick<ContractContext, 'cloud' | 'signal'>,
  auth: Record<string, unknown>,
  query: Record<string, string> = {},
): Promise<RawAnswer> =>
  cloud.request({
    service: 'identity',
    method: 'POST',
    path: '/auth/tokens',
    token: false,
    body: { auth },
    query,
    signal,
  })

/** The method `password`, with a scope unless none is given. */
export const byPassword = ({ user, password }: PasswordCredential, scope?: unknown, changes: object = {}) => ({
  identity: { methods: ['password'], password: { user: { id: user.id, password, ...changes } } },
  ...(scope !== undefined && { scope }),
})

/** The scope of the tenant's project. */
export const projectScope = ({ project }: PasswordCredential) => ({ project: { id: project.id } })

/** The method `application_credential`. */
export const byCredential = (credential: object, scope?: unknown) => ({
  identity: { methods: ['application_credential'], application_credential: credential },
  ...(scope !== undefined && { scope }),
})

/** A token without its catalog, which belongs to the cloud and not to Keystone. */
export const withoutCatalog = (answer: RawAnswer): RawAnswer => {
  const { catalog: _, ...token } = answer.body.token
  return { ...answer, body: { token } }
}

/** The value that a login gave. */
export const tokenOf = (answer: RawAnswer): string => answer.headers['x-subject-token']!
