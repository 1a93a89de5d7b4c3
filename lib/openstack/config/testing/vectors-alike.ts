import { AUTH, demo, KEY, OIDC, ofType, PROJECT, type Vector, withAuth } from './vector.ts'

/** Behaviour of openstacksdk that is written down somewhere, and is ours. */
export const ALIKE: readonly Vector[] = [
  { title: 'a password in a project', clouds: withAuth('region_name: one') },
  { title: 'numbers become text', clouds: ofType('password', 'user_id: 610275, password: 12345, project_id: 0123') },
  { title: 'an id with an e is no number', clouds: ofType('token', 'token: 12e3, project_id: 1e10') },
  {
    title: 'an id of digits keeps all of them',
    clouds: ofType('token', 'token: t, project_id: 61027500000000000000000000000001'),
  },
  {
    title: 'times, hexadecimals and underscores',
    clouds: ofType('token', 'token: 0x1F, project_id: 12:30:45, trust-x: 1_000'),
    differences: ['auth-keys-unknown'],
  },
  {
    title: 'merge keys',
    clouds: `base: &base\n  region_name: one\n  interface: internal\nclouds:\n  demo:\n    <<: *base\n    interface: admin\n    auth: {${AUTH}}\n`,
  },
  {
    title: 'dashes in keys',
    clouds: demo('auth: {auth-url: https://c/v3, user-id: u, password: p, project-id: q}\nregion-name: one'),
  },
  {
    title: 'one domain for user and project',
    clouds: ofType('password', 'username: u, password: p, project_name: q, domain_name: D'),
  },
  {
    title: 'a domain without a project is the scope',
    clouds: ofType('password', 'user_id: u, password: p, domain_id: d'),
  },
  { title: 'system scope', clouds: ofType('v3password', 'user_id: u, password: p, system_scope: all') },
  {
    title: 'a trust',
    clouds: ofType('v3password', 'user_id: u, password: p, trust_id: t'),
    differences: ['identity-unscoped-endpoint'],
  },
  { title: 'a token in a project', clouds: ofType('v3token', `token: t, ${PROJECT}`) },
  {
    title: 'an application credential',
    clouds: ofType('v3applicationcredential', KEY),
    differences: ['identity-unscoped-endpoint'],
  },
  {
    title: 'an application credential by name',
    clouds: ofType(
      'v3applicationcredential',
      'application_credential_name: n, username: u, user_domain_id: d, application_credential_secret: s',
    ),
    differences: ['identity-unscoped-endpoint'],
  },
  { title: 'a passcode', clouds: ofType('v3totp', `user_id: u, passcode: 123456, ${PROJECT}`) },
  { title: 'a passcode beside auth', clouds: `${ofType('v3totp', `user_id: u, ${PROJECT}`)}    passcode: '012345'\n` },
  {
    title: 'two factors',
    clouds: ofType(
      'v3multifactor',
      `user_id: u, password: p, passcode: 123456, auth_methods: [v3password, v3totp], ${PROJECT}`,
    ),
  },
  {
    title: 'OpenID Connect by password',
    clouds: ofType('v3oidcpassword', `${OIDC}, client_secret: s, username: u, password: p, ${PROJECT}`),
  },
  {
    title: 'OpenID Connect by client',
    clouds: ofType('v3oidcclientcredentials', `${OIDC}, client_secret: s, openid_scope: openid email, ${PROJECT}`),
  },
  {
    title: 'OpenID Connect by access token',
    clouds: ofType('v3oidcaccesstoken', `identity_provider: i, protocol: openid, access_token: t, ${PROJECT}`),
  },
  { title: 'no Keystone', clouds: demo('auth_type: none\nauth: {endpoint: "http://127.0.0.1:6385"}') },
  { title: 'two scopes', clouds: ofType('v3password', `user_id: u, password: p, ${PROJECT}, trust_id: t`) },
  {
    title: 'secrets join their entry',
    clouds: withAuth('regions: [a, b]'),
    secure: demo('auth: {password: secret}\nregions: [c]'),
  },
  { title: 'secure.yaml alone defines a cloud', clouds: 'clouds: {}\n', secure: withAuth('interface: admin') },
  {
    title: 'a profile below its entry',
    clouds: demo(`profile: acme\nauth: {user_id: u, password: p, ${PROJECT}}`),
    profiles:
      'public-clouds:\n  acme:\n    auth: {auth_url: https://acme/v3}\n    interface: internal\n    regions: [x, y]\n',
  },
  { title: 'an unknown profile', clouds: withAuth('profile: nobody') },
  { title: 'values of a region', clouds: withAuth('regions: [{name: one, values: {interface: admin}}, two]') },
  {
    title: 'another region',
    clouds: withAuth('regions: [{name: one, values: {interface: admin}}, two]'),
    region: 'two',
  },
  { title: 'a region that is not there', clouds: withAuth('regions: [one, two]'), region: 'three' },
  { title: 'another region than the only one', clouds: withAuth('region_name: one'), region: 'three' },
  { title: 'several regions in one text', clouds: withAuth('region_name: one,two') },
  { title: 'a region of more than name and values', clouds: withAuth('regions: [{name: one, other: x}]') },
  {
    title: 'placeholders',
    clouds: demo(
      `region_name: one\nauth: {auth_url: "https://{region_name}.c/v3", user_id: u, password: "{x}", ${PROJECT}}`,
    ),
  },
  {
    title: 'old names',
    clouds: withAuth('endpoint_type: internalURL\ncompute_endpoint_type: admin\nnova_timeout: 5').replaceAll(
      'project_name',
      'tenant_name',
    ),
  },
  { title: 'insecure as text', clouds: withAuth('insecure: "True"') },
  { title: 'insecure as another text', clouds: withAuth('insecure: "yes"') },
  { title: 'verify off', clouds: withAuth('verify: off') },
  { title: 'a CA', clouds: withAuth('cacert: CA') },
  { title: 'a CA without verification', clouds: withAuth('cacert: CA\nverify: false') },
  { title: 'a certificate with its key', clouds: withAuth('cert: CERT\nkey: KEY') },
  { title: 'a certificate in one file with its key', clouds: withAuth('cert: CERT') },
  {
    title: 'keys of a service by every alias',
    clouds: withAuth(
      'volume_endpoint_override: https://v/v3\nvolumev2_region_name: two\nblock_storage_interface: [internal, public]',
    ),
  },
  {
    title: 'an override over an endpoint',
    clouds: withAuth('compute_endpoint: https://b/v2\ncompute_endpoint_override: https://a/v2'),
  },
  {
    title: 'the official name over the alias',
    clouds: withAuth('volume_service_name: b\nblock_storage_service_name: a'),
  },
  {
    title: 'a version that implies a microversion',
    clouds: withAuth("compute_api_version: 2.79\nvolume_api_version: '3.70'\nimage_api_version: latest"),
  },
  { title: 'two microversions', clouds: withAuth('compute_api_version: 2.79\ncompute_default_microversion: 2.79') },
  {
    title: 'retries for all and for one',
    clouds: withAuth('connect_retries: 3\ncompute_connect_retries: 5\nstatus_code_retries: 2'),
  },
  { title: 'limits', clouds: withAuth('rate_limit: {compute: 5}\nconcurrency: {network: 4, volumev3: 2}') },
  { title: 'a cache for tokens', clouds: `cache: {auth: true}\n${withAuth('')}` },
  {
    title: 'variables alone',
    clouds: 'clouds: {}\n',
    cloud: null,
    strictEnv: true,
    env: {
      OS_AUTH_URL: 'https://c/v3',
      OS_USERNAME: 'u',
      OS_PASSWORD: 'p',
      OS_PROJECT_NAME: 'q',
      OS_USER_DOMAIN_NAME: 'D',
      OS_PROJECT_DOMAIN_NAME: 'D',
      OS_REGION_NAME: 'one',
    },
  },
  {
    title: 'variables before the only cloud',
    clouds: withAuth(''),
    cloud: null,
    env: { OS_AUTH_URL: 'https://v/v3', OS_TOKEN: 't', OS_AUTH_TYPE: 'token', OS_PROJECT_ID: 'q' },
  },
  {
    title: 'OS_CLOUD before variables',
    clouds: withAuth(''),
    cloud: null,
    env: { OS_AUTH_URL: 'https://v/v3', OS_CLOUD: 'demo' },
  },
  { title: 'two clouds and no name', clouds: `${withAuth('')}  other: {auth: {${AUTH}}}\n`, cloud: null },
  { title: 'a cloud that is not there', clouds: withAuth(''), cloud: 'zzz' },
  {
    title: 'a named cloud beside variables, strictly',
    clouds: withAuth('region_name: one'),
    strictEnv: true,
    env: { OS_REGION_NAME: 'two', OS_CACERT: '/no/such' },
  },
]
