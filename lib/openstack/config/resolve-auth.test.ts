import { expect, test } from 'vitest'
import { problemsIn, resolved } from './testing/entry.ts'

const URL = 'https://cloud:5000'
const PROJECT = { project_id: 'p1' }
const USER = { username: 'u', user_domain_name: 'Default' }
const OIDC = { identity_provider: 'idp', protocol: 'openid', client_id: 'c', discovery_endpoint: 'https://idp/d' }

const authOf = (auth_type: string, auth: Record<string, unknown>, beside = {}) =>
  resolved({ auth_type, auth: { auth_url: URL, ...auth }, ...beside }, { scope: 'optional' }).auth
const problemsOf = (auth_type: string, auth: Record<string, unknown>) =>
  problemsIn({ auth_type, auth: { auth_url: URL, ...auth } }, { scope: 'optional' })

test.each([
  [{ project_name: 'p', project_domain_id: 'd' }, { project: { name: 'p', domain: { id: 'd' } } }],
  [{ project_id: 'p', project_name: 'q' }, { project: { id: 'p' } }],
  [{ domain_id: 'd' }, { domain: { id: 'd' } }],
  [{ domain_name: 'D' }, { domain: { name: 'D' } }],
  [{ system_scope: 'all' }, { system: true }],
  [{ trust_id: 't' }, { trust: 't' }],
  [{}, 'unscoped'],
])('The scope of %j is %j', (keys, scope) => {
  expect(authOf('token', { token: 't', ...keys })).toEqual({ kind: 'token', url: URL, token: 't', scope })
})

test('Two scopes are ambiguous, and a scope of the system is all of it', () => {
  expect(problemsOf('token', { token: 't', ...PROJECT, trust_id: 't' })).toEqual(['AuthScopeAmbiguous auth.trust_id'])
  expect(problemsOf('token', { token: 't', ...PROJECT, system_scope: 'all' })).toEqual([
    'AuthScopeAmbiguous auth.system_scope',
  ])
  expect(problemsOf('token', { token: 't', system_scope: 'some' })).toEqual(['ValueInvalid auth.system_scope'])
})

test('Where a project is needed, no other scope will do, but a trust, which has one', () => {
  const strict = (keys: object) => problemsIn({ auth_type: 'token', auth: { auth_url: URL, token: 't', ...keys } })
  expect(strict({})).toEqual(['AuthFieldMissing auth.project_name'])
  expect(strict({ domain_id: 'd' })).toEqual(['AuthFieldMissing auth.project_name'])
  expect(strict({ trust_id: 't' })).toEqual([])
})

test('A domain stands for those of user and project, unless they have their own', () => {
  const named = { username: 'u', password: 'p', project_name: 'q', domain_id: 'd' }
  expect(authOf('password', { ...named, user_domain_name: 'Mine' })).toMatchObject({
    user: { name: 'u', domain: { name: 'Mine' } },
    scope: { project: { name: 'q', domain: { id: 'd' } } },
  })
  expect(authOf('password', { username: 'u', password: 'p', ...PROJECT, default_domain_name: 'D' })).toMatchObject({
    user: { domain: { name: 'D' } },
  })
})

test('A domain is never guessed', () => {
  expect(problemsOf('password', { username: 'u', password: 'p', domain_name: 'D' })).toEqual([
    'DomainMissing auth.user_domain_name',
  ])
})

test('A passcode is for a user', () => {
  expect(authOf('v3totp', { ...USER, ...PROJECT }, { passcode: '123456' })).toEqual({
    kind: 'totp',
    url: URL,
    user: { name: 'u', domain: { name: 'Default' } },
    passcode: '123456',
    scope: { project: { id: 'p1' } },
  })
})

test('Several factors each have their secret', () => {
  const both = { auth_methods: ['v3password', 'v3totp'], ...USER, ...PROJECT, password: 'p', passcode: '123456' }
  expect(authOf('v3multifactor', both)).toMatchObject({
    kind: 'multifactor',
    methods: ['password', 'totp'],
    password: 'p',
    passcode: '123456',
  })
  expect(problemsOf('v3multifactor', { ...both, passcode: undefined })).toEqual(['AuthFieldMissing auth.passcode'])
  expect(problemsOf('v3multifactor', { ...both, auth_methods: ['v3password', 'v3kerberos'] })).toEqual([
    'AuthTypeUnsupported auth.auth_methods',
  ])
})

test('OpenID Connect names the provider, the client and the user', () => {
  const auth = authOf('v3oidcpassword', { ...OIDC, username: 'u', password: 'p', ...PROJECT })
  expect(auth).toEqual({
    kind: 'oidc_password',
    url: URL,
    federation: { identityProvider: 'idp', protocol: 'openid' },
    client: {
      clientId: 'c',
      clientSecret: undefined,
      accessTokenEndpoint: undefined,
      discoveryEndpoint: 'https://idp/d',
      openidScope: 'openid profile',
      tokenType: 'access_token',
    },
    username: 'u',
    password: 'p',
    otp: undefined,
    scope: { project: { id: 'p1' } },
  })
})

test('OpenID Connect works by client, by token, and with a one-time password', () => {
  expect(authOf('v3oidcclientcredentials', { ...OIDC, client_secret: 's', openid_scope: 'openid' })).toMatchObject({
    client: { clientSecret: 's', openidScope: 'openid' },
  })
  expect(authOf('v3oidcaccesstoken', { ...OIDC, access_token: 't' })).toMatchObject({ accessToken: 't' })
  const otp = { ...OIDC, username: 'u', password: 'p', idp_otp_key: 'totp', passcode: '1' }
  expect(authOf('v3oidcpassword', otp)).toMatchObject({ otp: { field: 'totp', code: '1' } })
})

test('What OpenID Connect lacks is told by key', () => {
  const { discovery_endpoint, client_id, ...rest } = OIDC
  expect(problemsOf('v3oidcclientcredentials', { ...rest, access_token_type: 'x' })).toEqual([
    'AuthFieldMissing auth.discovery_endpoint',
    'AuthFieldMissing auth.client_id',
    'ValueInvalid auth.access_token_type',
  ])
})

test('Without Keystone there is one endpoint for all', () => {
  expect(resolved({ auth_type: 'none', auth: { endpoint: 'http://127.0.0.1:1' } }).auth).toEqual({
    kind: 'none',
    endpoint: 'http://127.0.0.1:1',
  })
  expect(problemsIn({ auth_type: 'none' })).toEqual(['AuthFieldMissing auth.endpoint'])
})

test.each(['v3samlpassword', 'http_basic', 'v2password', 'nonsense'])('%s is refused by its name alone', (type) => {
  expect(problemsIn({ auth_type: type })).toEqual(['AuthTypeUnsupported auth_type'])
})

test('A scope beside an application credential is left out with a warning', () => {
  const credential = { application_credential_id: 'a', application_credential_secret: 'canary-5ecret', ...PROJECT }
  const cloud = resolved({ auth: { auth_url: URL, ...credential } })
  expect(cloud.auth).not.toHaveProperty('scope')
  expect(cloud.warnings).toEqual([
    expect.stringMatching(/auth_type: is missing; v3applicationcredential is assumed/),
    expect.stringMatching(/auth\.project_id: is left out/),
  ])
  expect(cloud.warnings.join()).not.toContain('canary')
})

test('Of two keys that mean the same, that beside auth counts, then the newer name', () => {
  const auth = { auth_url: URL, token: 't', project_name: 'inside', tenant_name: 'old', project_domain_id: 'd' }
  const cloud = resolved({ auth_type: 'token', auth, project_name: 'beside' })
  expect(cloud.auth).toMatchObject({ scope: { project: { name: 'beside' } } })
  expect(cloud.warnings.join()).toContain('is also written as another key of the same meaning')
})

test('A misspelt key is named with the one that may be meant', () => {
  const cloud = resolved({ auth_type: 'token', auth: { auth_url: URL, token: 't', ...PROJECT, passwrd: 'canary' } })
  expect(cloud.warnings).toEqual([expect.stringContaining('did you mean password?')])
})

test('What is no text is no password, and is not shown', () => {
  expect(problemsOf('password', { user_id: 'u', password: true, ...PROJECT })).toEqual(['ValueInvalid auth.password'])
  expect(problemsIn({ auth: 'text' })).toContain('ValueInvalid auth')
})
