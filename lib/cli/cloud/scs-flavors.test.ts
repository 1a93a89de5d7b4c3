import { expect, test } from 'vitest'
import { judgeFlavors, MANDATORY, parseFlavor } from './scs-flavors.ts'

test.for([
  ['SCS-2V-4', { cpus: 2, ram: 4, disk: undefined }],
  ['SCS-1L-1', { cpus: 1, ram: 1, disk: undefined }],
  ['SCS-2V-4-20s', { cpus: 2, ram: 4, disk: 20 }],
  ['SCS-8C-32-2x10n', { cpus: 8, ram: 32, disk: 20 }],
  ['SCS-4Ti-16u-50p', { cpus: 4, ram: 16, disk: 50 }],
  ['SCS-1V-0.5', { cpus: 1, ram: 0.5, disk: undefined }],
  ['SCS-2V-1.5', { cpus: 2, ram: 1.5, disk: undefined }],
  ['SCS-16T-64-200s_bms_i3h_GNa-64_ib', { cpus: 16, ram: 64, disk: 200 }],
  ['SCS-2V:4', undefined],
  ['SCS-2V-4-20x', undefined],
  ['m1.small', undefined],
] as const)('%s promises %j', ([name, promise]) => {
  expect(parseFlavor(name)).toEqual(promise)
})

const flavorOf = (name: string) => {
  const { cpus, ram, disk = 0 } = parseFlavor(name)!
  return { name, vcpus: cpus, ram: ram * 1024, disk }
}

test('a cloud with all mandatory flavors misses none', () => {
  expect(judgeFlavors(MANDATORY.map(flavorOf))).toEqual({
    mandatory: 15,
    missing: [],
    untrue: [],
    malformed: [],
    others: 0,
  })
})

test('flavors that are missing, lie about themselves or break the grammar are named', () => {
  const flavors = [
    ...MANDATORY.filter((name) => name !== 'SCS-16V-32').map(flavorOf),
    { name: 'SCS-2V-4-50s', vcpus: 2, ram: 4096, disk: 20 },
    { name: 'SCS-2V-6', vcpus: 2, ram: 4096, disk: 0 },
    { name: 'SCS-2V:4:20', vcpus: 2, ram: 4096, disk: 20 },
    { name: 'm1.tiny', vcpus: 1, ram: 512, disk: 1 },
  ]
  expect(judgeFlavors(flavors)).toMatchObject({
    missing: ['SCS-16V-32'],
    untrue: ['SCS-2V-4-50s', 'SCS-2V-6'],
    malformed: ['SCS-2V:4:20'],
    others: 1,
  })
})
