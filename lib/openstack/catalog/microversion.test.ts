import { expect, test } from 'vitest'
import { microversionHeaders } from './microversion.ts'

const nova = (version: string) => ({
  versions: [
    { id: 'v2.0', version: '', min_version: '' },
    { id: 'v2.1', version, min_version: '2.1' },
  ],
})

test('The pinned microversion is sent, under both names that Nova knows', () => {
  expect(microversionHeaders('compute', nova('2.93'))).toEqual({
    'openstack-api-version': 'compute 2.79',
    'x-openstack-nova-api-version': '2.79',
  })
})

test('An older server gets its newest', () => {
  expect(microversionHeaders('block-storage', { versions: [{ version: '3.59' }] })).toEqual({
    'openstack-api-version': 'volume 3.59',
  })
})

test('All shapes of version documents are read', () => {
  const placement = { 'openstack-api-version': 'placement 1.30' }
  expect(microversionHeaders('placement', { versions: { values: [{ max_version: '1.30' }] } })).toEqual(placement)
  expect(microversionHeaders('placement', { version: { max_version: '1.30' } })).toEqual(placement)
})

test('Without a document ours is sent, and services without microversions get none', () => {
  expect(microversionHeaders('placement', undefined)).toEqual({ 'openstack-api-version': 'placement 1.39' })
  expect(microversionHeaders('network', nova('2.93'))).toEqual({})
})

test('A server that is older than what can be read is an error', () => {
  expect(() => microversionHeaders('compute', nova('2.37'))).toThrow(
    'expected compute to speak microversion 2.38 or later',
  )
})
