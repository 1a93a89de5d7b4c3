import { expect, test } from 'vitest'
import { createdAt } from './created-at.ts'

const TIME = Date.UTC(2026, 10, 22, 13, 29, 24)

test.each([
  ['Neutron', { created_at: '2026-11-22T13:29:24Z' }, TIME],
  ['Nova', { created: '2026-11-22T13:29:24Z' }, TIME],
  ['Cinder', { created_at: '2026-11-22T13:29:24.894299' }, TIME + 894],
  ['Octavia', { created_at: '2026-11-22T13:29:24' }, TIME],
  ['a service with an offset', { created_at: '2026-11-22T14:29:24+01:00' }, TIME],
  ['a database', { created_at: '2026-11-22 13:29:24' }, TIME],
  ['a service that does not say', { created_at: null }, undefined],
  ['a service that says nonsense', { created_at: 'yesterday' }, undefined],
])('The time of %s is read as UTC', (_, fields, expected) => {
  expect(createdAt({ id: 'x', ...fields })).toBe(expected)
})
