import { expect, test } from 'vitest'
import { condition, conditions, isReady } from './conditions.ts'
import type { KubeObject } from './types.ts'

const cluster = (status: unknown): KubeObject => ({
  apiVersion: 'cluster.x-k8s.io/v1beta1',
  kind: 'Cluster',
  metadata: { name: 'demo' },
  status,
})

const ready = { type: 'Ready', status: 'True' }

test.each([
  ['v1beta1', { conditions: [ready] }],
  ['v1beta1 with the new ones aside', { v1beta2: { conditions: [ready] } }],
  ['v1beta2 with the old ones kept', { deprecated: { v1beta1: { conditions: [ready] } } }],
])('A condition is found in an object of %s', (_, status) => {
  expect(condition(cluster(status), 'Ready')).toEqual(ready)
  expect(isReady(cluster(status))).toBe(true)
})

test("The object's own contract wins over the deprecated one", () => {
  const status = {
    conditions: [{ type: 'Ready', status: 'False', reason: 'NotYet' }],
    deprecated: { v1beta1: { conditions: [ready] } },
  }
  expect(condition(cluster(status), 'Ready')).toMatchObject({ status: 'False', reason: 'NotYet' })
  expect(conditions(cluster(status))).toHaveLength(1)
})

test('Available stands in where there is no Ready, and never against it', () => {
  const available = { type: 'Available', status: 'True' }
  expect(isReady(cluster({ conditions: [available] }))).toBe(true)
  expect(isReady(cluster({ conditions: [{ type: 'Ready', status: 'False' }, available] }))).toBe(false)
})

test('An object without status, or none at all, has no condition and is not ready', () => {
  expect(condition(cluster(undefined), 'Ready')).toBeUndefined()
  expect(isReady(undefined)).toBe(false)
})
