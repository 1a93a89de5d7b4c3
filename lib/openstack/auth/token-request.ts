import type { AuthSettings, ProjectScope, UserRef } from '../config/auth.ts'

/** Where tokens are asked for, whatever form `auth_url` has. */
export const tokensUrl = (authUrl: string): URL => {
  const root = authUrl.replace(/\/+$/, '').replace(/\/v\d+(\.\d+)?$/, '')
  return new URL(`${root}/v3/auth/tokens`)
}

/** The body of a request for a token. */
export const tokenRequest = (auth: AuthSettings): { auth: Record<string, unknown> } => {
  if (auth.kind === 'application_credential') return { auth: { identity: applicationCredential(auth) } }
  const scope = auth.project === undefined ? {} : { scope: { project: projectOf(auth.project) } }
  const identity =
    auth.kind === 'token'
      ? { methods: ['token'], token: { id: auth.token } }
      : { methods: ['password'], password: { user: { ...userOf(auth.user), password: auth.password } } }
  return { auth: { identity, ...scope } }
}

const applicationCredential = ({ credential, secret }: AuthSettings & { kind: 'application_credential' }) => ({
  methods: ['application_credential'],
  application_credential:
    'id' in credential
      ? { id: credential.id, secret }
      : { name: credential.name, user: userOf(credential.user), secret },
})

const userOf = (user: UserRef) => ('id' in user ? { id: user.id } : { name: user.name, domain: user.domain })

const projectOf = (project: ProjectScope) =>
  'id' in project ? { id: project.id } : { name: project.name, domain: project.domain }
