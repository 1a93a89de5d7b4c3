import { expect, test } from 'vitest'
import { ERAS, recogniseEra } from './eras.ts'
import { ERA_IDS, type TreeFacts } from './types.ts'

const FACTS: TreeFacts = {
  csctl: true,
  perMinor: false,
  multiStage: false,
  vendored: true,
  nodeImages: true,
  orcImage: 'none',
  versionsFile: false,
  stackFile: false,
  topologyApi: 'cluster.x-k8s.io/v1beta1',
}

test.each<[string, Partial<TreeFacts>]>([
  ['A', { csctl: false, perMinor: true }],
  ['B', { perMinor: true }],
  ['C', { versionsFile: true }],
  ['D', { multiStage: true }],
  ['E', { multiStage: true, vendored: false }],
  ['F', { stackFile: true, perMinor: true, multiStage: true }],
  ['F', { topologyApi: 'cluster.x-k8s.io/v1beta2' }],
])('A tree is of era %s when %j.', (era, facts) => {
  expect(recogniseEra({ ...FACTS, ...facts }).id).toBe(era)
})

test('Each era is described once.', () => {
  expect(ERAS.map(({ id }) => id).sort()).toEqual([...ERA_IDS])
})
