import { expect, test } from 'vitest'
import { catalogUrl, hasService } from './endpoint.ts'

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
  expect(() => catalogUrl(catalog, 'image', choice)).toThrow('got none among the services compute, volume, volumev2')
  expect(() => catalogUrl(catalog, 'image', choice)).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ problem: 'EndpointNotFound' }) }),
  )
})

test('An empty catalog is an error of its own', () => {
  expect(() => catalogUrl([], 'image', choice)).toThrow(
    expect.objectContaining({
      details: expect.objectContaining({ problem: 'CatalogEmpty' }),
      hint: expect.stringContaining('belongs to no project'),
    }),
  )
})

test('A type or a name of clouds.yaml chooses among the services', () => {
  const endpoints = (url: string) => [{ interface: 'public', region_id: 'one', url }]
  const two = [
    { type: 'volumev3', name: 'cinder', endpoints: endpoints('http://first') },
    { type: 'volumev3', name: 'fast', endpoints: endpoints('http://second') },
    { type: 'my-volumes', name: 'mine', endpoints: endpoints('http://third') },
  ]
  expect(catalogUrl(two, 'block-storage', choice)).toBe('http://first')
  expect(catalogUrl(two, 'block-storage', { ...choice, catalogName: 'fast' })).toBe('http://second')
  expect(catalogUrl(two, 'block-storage', { ...choice, catalogType: 'my-volumes' })).toBe('http://third')
  expect(hasService(two, 'block-storage', { catalogName: 'none' })).toBe(false)
})
