import { expect, test } from 'vitest'
import { catalogUrl } from './endpoint.ts'

const catalog = [
  {
    type: 'compute',
    endpoints: [
      { interface: 'internal', region_id: 'one', url: 'http://internal' },
      { interface: 'publicURL', region: 'one', url: 'http://one' },
      { interface: 'public', region_id: 'two', url: 'http://two' },
    ],
  },
  { type: 'volumev2', endpoints: [{ interface: 'public', region_id: 'one', url: 'http://v2' }] },
  { type: 'volume', endpoints: [{ interface: 'public', region_id: 'one', url: 'http://v3' }] },
]

const choice = { override: undefined, region: undefined, interfaces: ['public'] }

test('Region and interface choose the endpoint, in all their spellings', () => {
  expect(catalogUrl(catalog, 'compute', choice)).toBe('http://one')
  expect(catalogUrl(catalog, 'compute', { ...choice, region: 'two' })).toBe('http://two')
  expect(catalogUrl(catalog, 'compute', { ...choice, interfaces: ['admin', 'internal'] })).toBe('http://internal')
})

test('Aliases stand for the official type, but not those of another major version', () => {
  expect(catalogUrl(catalog, 'block-storage', choice)).toBe('http://v3')
})

test('A miss tells what there is instead', () => {
  expect(() => catalogUrl(catalog, 'compute', { ...choice, region: 'three' })).toThrow(
    'expected a public endpoint of compute in region three in the catalog, got internal one http://internal, public one http://one',
  )
  expect(() => catalogUrl(catalog, 'image', choice)).toThrow('got none')
})
