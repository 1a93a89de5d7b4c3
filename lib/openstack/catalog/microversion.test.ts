import { expect, test } from 'vitest'
import { chooseMicroversion, microversionHeaders, strayEcho } from './microversion.ts'

const nova = (max: string) => ({ min: '2.1', max })

test('The pinned microversion is asked for, or the newest of an older server', () => {
  expect(chooseMicroversion('compute', nova('2.93'))).toBe('2.79')
  expect(chooseMicroversion('compute', nova('2.60'))).toBe('2.60')
  expect(chooseMicroversion('block-storage', { min: '3.0', max: '3.59' })).toBe('3.59')
})

test('Without a range ours is asked for, and services without microversions get none', () => {
  expect(chooseMicroversion('placement', undefined)).toBe('1.39')
  expect(chooseMicroversion('network', nova('2.93'))).toBeUndefined()
})

test('An operation gets its own microversion, or an error where the server lacks it', () => {
  expect(chooseMicroversion('compute', nova('2.93'), { wanted: '2.87', configured: '2.50' })).toBe('2.87')
  expect(() => chooseMicroversion('compute', nova('2.93'), { wanted: '2.100' })).toThrow(
    'expected compute to speak microversion 2.100, got 2.1 to 2.93',
  )
})

test('A microversion of clouds.yaml stands for ours, and must be in the range of the server', () => {
  expect(chooseMicroversion('compute', nova('2.93'), { configured: '2.90' })).toBe('2.90')
  const outside = () => chooseMicroversion('compute', { min: '2.40', max: '2.93' }, { configured: '2.39' })
  expect(outside).toThrow(expect.objectContaining({ details: expect.objectContaining({ wanted: '2.39' }) }))
})

test('A server that is older than what can be read is an error', () => {
  expect(() => chooseMicroversion('compute', nova('2.37'))).toThrow(
    'expected compute to speak microversion 2.38 or later',
  )
})

test('Headers have the names that services know', () => {
  expect(microversionHeaders('compute', '2.79')).toEqual({
    'openstack-api-version': 'compute 2.79',
    'x-openstack-nova-api-version': '2.79',
  })
  expect(microversionHeaders('block-storage', '3.59')).toEqual({ 'openstack-api-version': 'volume 3.59' })
  expect(microversionHeaders('network', undefined)).toEqual({})
})

test('Only an echo of another microversion is stray', () => {
  const echo = (value?: string) =>
    strayEcho('compute', '2.79', value === undefined ? {} : { 'openstack-api-version': value })
  expect(echo('compute 2.79')).toBeUndefined()
  expect(echo('placement 1.2, compute 2.79')).toBeUndefined()
  expect(echo()).toBeUndefined()
  expect(echo('compute 2.1')).toBe('compute 2.1')
})
