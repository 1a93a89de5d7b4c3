import { expect, test } from 'vitest'
import { flavorSize } from './flavors.ts'

test.each([
  ['SCS-2V-4-20s', { cores: 2, ram: 4096, disk: 20 }],
  ['SCS-2V-4', { cores: 2, ram: 4096, disk: 0 }],
  ['SCS-1L-1', { cores: 1, ram: 1024, disk: 0 }],
  ['SCS-8C-32.5-2x100p_bms_z3', { cores: 8, ram: 33280, disk: 200 }],
  ['SCS-4Vi-16uo-50n', { cores: 4, ram: 16384, disk: 50 }],
])('The flavor %s is %j.', (name, size) => {
  expect(flavorSize(name)).toEqual(size)
})

test('Of a flavor with a name of its own nothing is known.', () => {
  expect(flavorSize('m1.large')).toBeUndefined()
  expect(flavorSize('SCS-2V')).toBeUndefined()
})
