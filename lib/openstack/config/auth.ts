export type Domain = { id: string } | { name: string }
export type UserRef = { id: string } | { name: string; domain: Domain }
export type ProjectRef = { id: string } | { name: string; domain: Domain }

/** What a token shall be good for. */
export type Scope = { project: ProjectRef } | { domain: Domain } | { system: true } | { trust: string } | 'unscoped'

export type MultifactorMethod = 'password' | 'totp'

/** How Keystone knows an OpenID Connect provider. */
export interface Federation {
  identityProvider: string
  protocol: string
}

/** Where and as whom a token of the identity provider is asked for. */
export interface OidcClient {
  clientId: string
  /** With one the client authenticates itself (HTTP Basic). */
  clientSecret: string | undefined
  /** Where access tokens are given out, or the document that says so. One of both is there. */
  accessTokenEndpoint: string | undefined
  discoveryEndpoint: string | undefined
  /** OAuth scopes that are asked for, separated by spaces; not Keystone's scope. */
  openidScope: string
  /** Which of the provider's tokens Keystone is shown. */
  tokenType: 'access_token' | 'id_token'
}

/** How to get a token. Holds secrets. */
export type AuthSettings =
  | { kind: 'password'; url: string; user: UserRef; password: string; scope: Scope }
  | { kind: 'token'; url: string; token: string; scope: Scope }
  /** Carries its project itself: Keystone refuses a scope. */
  | {
      kind: 'application_credential'
      url: string
      credential: { id: string } | { name: string; user: UserRef }
      secret: string
    }
  /** A passcode is good for one token only, so nothing can be renewed. */
  | { kind: 'totp'; url: string; user: UserRef; passcode: string; scope: Scope }
  /** Each method's secret is there when `methods` names it. */
  | {
      kind: 'multifactor'
      url: string
      user: UserRef
      methods: readonly MultifactorMethod[]
      password: string | undefined
      passcode: string | undefined
      scope: Scope
    }
  | {
      kind: 'oidc_password'
      url: string
      federation: Federation
      client: OidcClient
      username: string
      password: string
      /** Name of the field that the provider takes a one-time password in, and the password. */
      otp: { field: string; code: string } | undefined
      scope: Scope
    }
  | { kind: 'oidc_client_credentials'; url: string; federation: Federation; client: OidcClient; scope: Scope }
  | { kind: 'oidc_access_token'; url: string; federation: Federation; accessToken: string; scope: Scope }
  /** No Keystone at all: `endpoint` is that of every service without an override. */
  | { kind: 'none'; endpoint: string }

export type AuthKind = AuthSettings['kind']
