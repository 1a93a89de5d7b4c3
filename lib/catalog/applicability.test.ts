import { expect, test } from 'vitest'
import type { Expectations } from '../core/plan.ts'
import { checkPlanner, type Declared, whyNot } from './applicability.ts'
import type { Inapplicable } from './check.ts'

const CELL: Declared = {
  settings: { serviceLb: 'none', controlPlanes: 1 },
  expectations: { defaultStorageClass: null, clusterLabels: { a: 'b' } } as unknown as Expectations,
  provider: 'openstack',
}

const reason = (...inapplicable: Inapplicable[]) => whyNot({ inapplicable }, CELL)

test('A check applies unless a rule matches.', () => {
  expect(reason()).toBeUndefined()
  expect(reason({ settings: { serviceLb: ['yawol'] }, reason: 'x' })).toBeUndefined()
})

test('The first rule that matches gives the reason, by settings, expectations or provider.', () => {
  expect(
    reason({ provider: ['docker'], reason: 'no' }, { settings: { serviceLb: ['yawol', 'none'] }, reason: 'none' }),
  ).toBe('none')
  expect(reason({ expectation: { path: 'defaultStorageClass', equals: null }, reason: 'no class' })).toBe('no class')
  expect(reason({ expectation: { path: 'clusterLabels.a', equals: 'b' }, reason: 'deep' })).toBe('deep')
  expect(reason({ provider: ['openstack'], reason: 'provider' })).toBe('provider')
})

test('All parts of a rule must match, and a rule without parts matches nothing.', () => {
  expect(reason({ settings: { serviceLb: ['none'], controlPlanes: [3] }, reason: 'x' })).toBeUndefined()
  expect(reason({ settings: { serviceLb: ['none'] }, provider: ['docker'], reason: 'x' })).toBeUndefined()
  expect(reason({ reason: 'x' })).toBeUndefined()
})

test('Cells to which the same applies share one list.', () => {
  const plan = checkPlanner([
    {
      id: 'a.b',
      area: 'nodes',
      title: 't',
      severity: 'must',
      inapplicable: [{ settings: { controlPlanes: [3] }, reason: 'r' }],
    },
  ])
  expect(plan(CELL)).toBe(plan({ ...CELL, settings: { controlPlanes: 1 } }))
  expect(plan({ ...CELL, settings: { controlPlanes: 3 } })).toEqual([
    { id: 'a.b', area: 'nodes', title: 't', severity: 'must', notApplicable: 'r' },
  ])
})
