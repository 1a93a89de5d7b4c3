import type { DifferenceId } from '../differences.ts'
import { AUTH, demo, KEY, OIDC, ofType, PROJECT, type Vector, withAuth } from './vector.ts'

/** Every difference that shows in a resolved cloud. */
export const DIFFERENT: readonly Vector[] = [
  {
    title: 'an application credential with a project',
    clouds: ofType('v3applicationcredential', `${KEY}, ${PROJECT}`),
    differences: ['application-credential-scope'],
  },
  {
    title: 'keys of an application credential without a type',
    clouds: demo(`auth: {auth_url: https://c/v3, ${KEY}}`),
    differences: ['auth-type-inferred'],
  },
  {
    title: 'a type with a dash',
    clouds: demo(`auth-type: token\nauth: {auth_url: https://c/v3, token: t, ${PROJECT}}`),
    differences: ['auth-type-dashed'],
  },
  {
    title: 'a type that Keystone cannot answer alone',
    clouds: demo('auth_type: http_basic\nauth: {username: u, password: p, endpoint: https://c}'),
    differences: ['auth-type-unsupported'],
  },
  { title: 'a misspelt key', clouds: demo(`auth: {${AUTH}, passwrd: x}`), differences: ['auth-keys-unknown'] },
  { title: 'a key in auth and beside it', clouds: withAuth('project_name: beside'), differences: ['auth-keys-beside'] },
  {
    title: 'factors beside auth',
    clouds: `${ofType('v3multifactor', `passcode: 123456, auth_methods: [v3password, v3totp], ${PROJECT}`)}    user_id: u\n    password: p\n`,
    differences: ['multifactor-beside'],
  },
  { title: 'no password', clouds: ofType('password', `user_id: u, ${PROJECT}`), differences: ['auth-fields-early'] },
  {
    title: 'no domain',
    clouds: ofType('password', `username: u, password: p, ${PROJECT}`),
    differences: ['domains-early'],
  },
  {
    title: 'a domain of the user beside one for all',
    clouds: ofType('password', 'username: u, password: p, user_domain_name: mine, project_name: q, domain_id: d'),
    differences: ['domains-specific'],
  },
  {
    title: 'a default domain',
    clouds: ofType('v3password', `username: u, password: p, default_domain_name: D, ${PROJECT}`),
    differences: ['domains-default'],
  },
  {
    title: 'a name without domain beside an id',
    clouds: ofType('v3password', `user_id: u, password: p, ${PROJECT}, project_name: q`),
    differences: ['domains-unneeded'],
  },
  {
    title: 'the system and a project',
    clouds: ofType('v3password', `user_id: u, password: p, ${PROJECT}, system_scope: all`),
    differences: ['scopes-early'],
  },
  {
    title: 'no scope',
    clouds: ofType('password', 'user_id: u, password: p'),
    differences: ['unscoped-said', 'identity-unscoped-endpoint'],
  },
  {
    title: 'a public client',
    clouds: ofType('v3oidcclientcredentials', `${OIDC}, ${PROJECT}`),
    differences: ['oidc-secret-optional'],
  },
  {
    title: 'an override that is no URL',
    clouds: withAuth('image_endpoint_override: glance'),
    differences: ['values-checked'],
  },
  { title: 'verify as text', clouds: withAuth('verify: "false"'), differences: ['tls-verify-text'] },
  { title: 'a CA that is not there', clouds: withAuth('cacert: /no/such/ca.pem'), differences: ['tls-files-checked'] },
  { title: 'a brace', clouds: withAuth('comment: "{nothing}"'), differences: ['placeholders-unknown'] },
  {
    title: 'a region beside regions',
    clouds: withAuth('regions: [one, two]\nregion_name: two'),
    differences: ['region-beside-regions'],
  },
  {
    title: 'a limit by the official type',
    clouds: withAuth('concurrency: {block-storage: 2}'),
    differences: ['limits-dashed'],
  },
  { title: 'an old name with dashes', clouds: withAuth('endpoint-type: internal'), differences: ['keys-dashed'] },
  {
    title: 'a map of secrets over a number',
    clouds: withAuth('rate_limit: 4'),
    secure: demo('rate_limit: {compute: 5}'),
    differences: ['secure-kinds'],
  },
  {
    title: 'a key without a value',
    clouds: ofType('v3password', 'user_id: u, password: p, project_name: ~, domain_id: d'),
    differences: ['nothing-is-nothing'],
  },
  {
    title: 'a password that is no text',
    clouds: ofType('v3password', `user_id: u, password: yes, ${PROJECT}`),
    differences: ['text-only'],
  },
  {
    title: 'the same cloud twice',
    clouds: `${withAuth('')}  demo: {}\n`.replace('  demo: {}', `  demo: {auth: {${AUTH}}}`),
    differences: ['yaml-strict'],
  },
  {
    title: 'a cloud called no',
    clouds: withAuth('').replace('demo', 'no'),
    cloud: 'no',
    differences: ['names-are-text'],
  },
  {
    title: 'a profile that openstacksdk knows',
    clouds: withAuth('profile: betacloud'),
    differences: ['profiles-from-file'],
  },
  {
    title: 'a vendor that is gone',
    clouds: withAuth('profile: acme'),
    profiles: 'public-clouds: {acme: {status: shutdown}}\n',
    differences: ['profiles-state'],
  },
  {
    title: 'a profile with several regions in one text',
    clouds: withAuth('profile: acme'),
    profiles: 'public-clouds: {acme: {region_name: "one,two"}}\n',
    differences: ['profiles-regions'],
  },
  {
    title: 'a lone variable',
    clouds: withAuth(''),
    cloud: null,
    env: { OS_IDENTITY_API_VERSION: '3' },
    differences: ['env-needs-url'],
  },
  {
    title: 'a named cloud beside variables',
    clouds: withAuth('region_name: one'),
    env: { OS_REGION_NAME: 'two' },
    differences: ['env-overrides'],
  },
  {
    title: 'a cloud of the file called envvars',
    clouds: withAuth('').replace('demo', 'envvars'),
    cloud: 'envvars',
    differences: ['env-name-clash'],
  },
  {
    title: 'verification off by variable',
    clouds: 'clouds: {}\n',
    cloud: null,
    strictEnv: true,
    env: { OS_AUTH_URL: 'https://c/v3', OS_TOKEN: 't', OS_AUTH_TYPE: 'token', OS_PROJECT_ID: 'q', OS_VERIFY: 'false' },
    differences: ['env-truth'],
  },
]

/** Differences that show in which files are read, not in what is made of them. */
export const ELSEWHERE: readonly DifferenceId[] = ['files-dangling', 'files-empty', 'files-site']
