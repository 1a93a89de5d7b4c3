import { expect, test } from 'vitest'
import { problemsIn, resolved } from './testing/entry.ts'

const auth = { auth_url: 'https://cloud', token: 't', project_id: 'p' }
const servicesOf = (keys: Record<string, unknown>) => resolved({ auth_type: 'token', auth, ...keys }).services
const problemsOf = (keys: Record<string, unknown>) => problemsIn({ auth_type: 'token', auth, ...keys })
const warningsOf = (keys: Record<string, unknown>) => resolved({ auth_type: 'token', auth, ...keys }).warnings.join()

test('Nothing said leaves everything to the client', () => {
  expect(servicesOf({}).compute).toEqual({
    override: undefined,
    region: undefined,
    interfaces: ['public'],
    catalogType: undefined,
    catalogName: undefined,
    apiVersion: undefined,
    microversion: undefined,
    connectRetries: undefined,
    connectRetryDelayMs: undefined,
    statusRetries: undefined,
    rateLimit: undefined,
    concurrency: undefined,
    enabled: true,
  })
})

test.each(['block_storage', 'volumev3', 'volumev2', 'volume', 'block_store'])(
  'Block storage listens to %s',
  (prefix) => {
    const keys = {
      endpoint_override: 'https://cinder/v3/%(project_id)s',
      region_name: 'two',
      interface: ['internal', 'publicURL'],
      service_type: 'volumev4',
      service_name: 'cinder',
      api_version: '3.70',
      connect_retries: '3',
      connect_retry_delay: '0.5',
      status_code_retries: '2',
    }
    const prefixed = Object.fromEntries(Object.entries(keys).map(([key, value]) => [`${prefix}_${key}`, value]))
    expect(servicesOf({ ...prefixed, [`has_${prefix}`]: false })['block-storage']).toEqual({
      override: 'https://cinder/v3/%(project_id)s',
      region: 'two',
      interfaces: ['internal', 'public'],
      catalogType: 'volumev4',
      catalogName: 'cinder',
      apiVersion: '3.70',
      microversion: '3.70',
      connectRetries: 3,
      connectRetryDelayMs: 500,
      statusRetries: 2,
      rateLimit: undefined,
      concurrency: undefined,
      enabled: false,
    })
  },
)

test('A key of the official type wins over one of an alias, and both over that for all services', () => {
  const services = servicesOf({ region_name: 'a', volume_region_name: 'b', block_storage_region_name: 'c' })
  expect([services['block-storage'].region, services.compute.region]).toEqual(['c', 'a'])
  expect(servicesOf({ compute_endpoint: 'https://b', compute_endpoint_override: 'https://a' }).compute.override).toBe(
    'https://a',
  )
})

test('Limits are for all services or for those that are named, by any of their names', () => {
  expect(servicesOf({ rate_limit: '2.5' }).image.rateLimit).toBe(2.5)
  const named = servicesOf({ concurrency: { compute: '5', block_storage: '3' } })
  expect([named.compute.concurrency, named['block-storage'].concurrency, named.image.concurrency]).toEqual([
    5,
    3,
    undefined,
  ])
  expect(problemsOf({ concurrency: { compute: '0' } })).toEqual(['ValueInvalid concurrency.compute'])
})

test('Glance is asked again five times unless said otherwise, as openstacksdk does', () => {
  expect(servicesOf({}).image.statusRetries).toBe(5)
  expect(servicesOf({ image_status_code_retries: '0', status_code_retries: '7' }).image.statusRetries).toBe(0)
  expect(servicesOf({ status_code_retries: '7' }).compute.statusRetries).toBe(7)
})

test('A version implies a microversion only where it has a minor one', () => {
  expect(servicesOf({ compute_api_version: '2.79' }).compute.microversion).toBe('2.79')
  expect(servicesOf({ compute_api_version: '2.0' }).compute.microversion).toBeUndefined()
  expect(warningsOf({ compute_api_version: 'latest' })).toContain('is ignored')
})

test.each([
  [{ compute_default_microversion: 'latest' }, 'MicroversionOutOfRange compute_default_microversion'],
  [
    { compute_api_version: '2.79', compute_default_microversion: '2.60' },
    'MicroversionOutOfRange compute_default_microversion',
  ],
  [{ image_endpoint_override: 'glance' }, 'EndpointOverrideInvalid image_endpoint_override'],
  [{ image_endpoint: 'https://glance/%(domain_id)s' }, 'EndpointOverrideInvalid image_endpoint'],
  [{ compute_interface: 'publik' }, 'ValueInvalid compute_interface'],
  [{ connect_retries: 'many' }, 'ValueInvalid connect_retries'],
  [{ connect_retries: '1.5' }, 'ValueInvalid connect_retries'],
  [{ has_network: 'perhaps' }, 'ValueInvalid has_network'],
  [{ network_service_name: ['a'] }, 'ValueInvalid network_service_name'],
  [{ api_timeout: 'soon' }, 'ValueInvalid api_timeout'],
])('%j is a problem of its key', (keys, problem) => {
  expect(problemsOf(keys)).toEqual([problem])
})
