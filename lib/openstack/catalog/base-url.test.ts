import { expect, test } from 'vitest'
import { baseUrl, overrideUrl } from './base-url.ts'
import type { ServiceType } from './service-types.ts'

const PID = 'b0a0c3f65d2e4c56a1e5a0f0b6b5a001'

const forms: [ServiceType, string, string][] = [
  ['identity', 'https://cloud:5000', 'https://cloud:5000/v3'],
  ['identity', 'https://cloud:5000/', 'https://cloud:5000/v3'],
  ['identity', 'https://cloud:5000/v3', 'https://cloud:5000/v3'],
  ['identity', 'https://cloud/identity', 'https://cloud/identity/v3'],
  ['identity', 'https://cloud/identity/v3/', 'https://cloud/identity/v3'],
  ['identity', 'https://cloud:5000/v2.0', 'https://cloud:5000/v3'],
  ['compute', 'https://cloud:8774/v2.1', 'https://cloud:8774/v2.1'],
  ['compute', `https://cloud:8774/v2/${PID}`, 'https://cloud:8774/v2.1'],
  ['compute', `https://cloud/compute/v2.1/${PID}/`, 'https://cloud/compute/v2.1'],
  ['compute', `https://cloud:8774/v2.1/${PID}`, 'https://cloud:8774/v2.1'],
  ['network', 'https://cloud:9696/v2.0', 'https://cloud:9696/v2.0'],
  ['network', 'https://cloud:9696/v2.0/', 'https://cloud:9696/v2.0'],
  ['network', 'https://cloud:9696', 'https://cloud:9696/v2.0'],
  ['network', 'https://cloud/networking/v2.0/', 'https://cloud/networking/v2.0'],
  ['image', 'https://cloud:9292', 'https://cloud:9292/v2'],
  ['image', 'https://cloud:9292/v2', 'https://cloud:9292/v2'],
  ['image', 'https://cloud/image', 'https://cloud/image/v2'],
  ['image', 'https://cloud/image/v2', 'https://cloud/image/v2'],
  ['block-storage', 'https://cloud/volume', `https://cloud/volume/v3/${PID}`],
  ['block-storage', 'https://cloud:8776/v3', `https://cloud:8776/v3/${PID}`],
  ['block-storage', `https://cloud/volume/v3/${PID}`, `https://cloud/volume/v3/${PID}`],
  ['block-storage', `https://cloud:8776/v3/AUTH_${PID}`, `https://cloud:8776/v3/${PID}`],
  ['block-storage', `https://cloud:8776/v3/${PID}`, `https://cloud:8776/v3/${PID}`],
  ['load-balancer', 'https://cloud:9876', 'https://cloud:9876/v2.0'],
  ['load-balancer', 'https://cloud:9876/v2', 'https://cloud:9876/v2.0'],
  ['load-balancer', 'https://cloud:9876/v2/', 'https://cloud:9876/v2.0'],
  ['load-balancer', 'https://cloud:9876/v2.0', 'https://cloud:9876/v2.0'],
  ['load-balancer', 'https://cloud/load-balancer', 'https://cloud/load-balancer/v2.0'],
  ['load-balancer', 'https://cloud/load-balancer/v2.0/', 'https://cloud/load-balancer/v2.0'],
  ['placement', 'https://cloud:8778/', 'https://cloud:8778'],
  ['placement', 'https://cloud/placement', 'https://cloud/placement'],
]

test.each(forms)('The base of %s at %s is %s', (service, url, base) => {
  expect(baseUrl(service, url, PID).base).toBe(base)
})

test('The version document lies above version and project', () => {
  expect(baseUrl('block-storage', `https://cloud/volume/v3/${PID}`, PID).root).toBe('https://cloud/volume')
})

test('An override is used as it is, with its placeholders filled in', () => {
  const { base } = overrideUrl('https://proxy/any/%(project_id)s/', { projectId: PID, userId: 'u' })
  expect(base).toBe(`https://proxy/any/${PID}`)
})
