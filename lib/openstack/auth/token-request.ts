import type { AuthSettings, ProjectRef, Scope, UserRef } from '../config/auth.ts'

/** Kinds whose secret goes to Keystone itself. */
export type DirectAuth = Exclude<AuthSettings, { kind: 'none' | `oidc_${string}` }>

export interface TokenRequest {
  auth: { identity: { methods: readonly string[]; [method: string]: unknown }; scope?: unknown }
}

/** The body of a request for a token. */
export const tokenRequest = (auth: DirectAuth): TokenRequest => {
  if (auth.kind === 'application_credential') return { auth: { identity: applicationCredential(auth) } }
  return { auth: { identity: identityOf(auth), ...scopeOf(auth.scope) } }
}

const identityOf = (auth: Exclude<DirectAuth, { kind: 'application_credential' }>) => {
  if (auth.kind === 'token') return { methods: ['token'], token: { id: auth.token } }
  const user = userOf(auth.user)
  const methods = auth.kind === 'multifactor' ? auth.methods : [auth.kind]
  const { password, passcode } = auth as { password?: string; passcode?: string }
  return {
    methods,
    ...(methods.includes('password') && { password: { user: { ...user, password } } }),
    ...(methods.includes('totp') && { totp: { user: { ...user, passcode } } }),
  }
}

const applicationCredential = ({ credential, secret }: AuthSettings & { kind: 'application_credential' }) => ({
  methods: ['application_credential'],
  application_credential:
    'id' in credential
      ? { id: credential.id, secret }
      : { name: credential.name, user: userOf(credential.user), secret },
})

const userOf = (user: UserRef) => ('id' in user ? { id: user.id } : { name: user.name, domain: user.domain })

/** `unscoped` has to be said: without a word Keystone takes the user's default project. */
const scopeOf = (scope: Scope): { scope: unknown } => {
  if (scope === 'unscoped') return { scope: 'unscoped' }
  if ('project' in scope) return { scope: { project: projectOf(scope.project) } }
  if ('domain' in scope) return { scope: { domain: scope.domain } }
  if ('trust' in scope) return { scope: { 'OS-TRUST:trust': { id: scope.trust } } }
  return { scope: { system: { all: true } } }
}

const projectOf = (project: ProjectRef) =>
  'id' in project ? { id: project.id } : { name: project.name, domain: project.domain }
