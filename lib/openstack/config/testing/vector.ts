import type { DifferenceId } from '../differences.ts'
import type { CaseFiles } from './certificate-files.ts'
import type { CloudCase } from './generate.ts'

/** A case by hand: what is in it, and where the two are known to differ. */
export interface Vector extends Partial<CloudCase> {
  title: string
  differences?: readonly DifferenceId[]
}

/** Keys of `auth` that are enough. */
export const AUTH =
  'auth_url: https://c/v3, username: u, password: p, user_domain_name: D, project_name: q, project_domain_name: D'
export const KEY = 'application_credential_id: a, application_credential_secret: s'
export const OIDC = 'identity_provider: i, protocol: openid, client_id: c, discovery_endpoint: https://i/d'
export const PROJECT = 'project_id: p1'

/** A file with the cloud `demo`, of these keys. */
export const demo = (keys: string): string => `clouds:\n  demo:\n${keys.replace(/^/gm, '    ')}\n`
export const withAuth = (keys: string): string => demo(`auth: {${AUTH}}\n${keys}`)
export const ofType = (type: string, fields: string): string =>
  demo(`auth_type: ${type}\nauth: {auth_url: https://c/v3, ${fields}}`)

/** A vector as a case, with paths of real files. */
export const caseOf = (vector: Vector, { ca, cert, key }: CaseFiles): CloudCase => ({
  secure: undefined,
  profiles: undefined,
  env: {},
  strictEnv: false,
  cloud: 'demo',
  region: null,
  ...vector,
  clouds: (vector.clouds ?? '').replace('CERT', cert).replace('KEY', key).replace('CA', ca),
})
