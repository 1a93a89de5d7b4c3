import { expect, test } from 'vitest'
import { describeDifferences, differences, matches } from './match.ts'

const pod = {
  metadata: { name: 'echo', labels: { 'app.kubernetes.io/name': 'echo' } },
  status: { phase: 'Pending', podIPs: [{ ip: '10.0.0.1' }] },
}

test('A tree matches when everything wanted is there', () => {
  expect(matches(pod, { metadata: { name: 'echo' }, status: { podIPs: [{ ip: /^10\./ }] } })).toBe(true)
})

test('Every difference is told with its path', () => {
  const want = {
    metadata: { labels: { 'app.kubernetes.io/name': 'other' } },
    status: { phase: 'Running', hostIP: /./ },
  }
  expect(differences(pod, want).map(({ path }) => path)).toEqual([
    'metadata.labels["app.kubernetes.io/name"]',
    'status.phase',
    'status.hostIP',
  ])
  expect(describeDifferences(differences(pod, want)).split('\n')[1]).toBe(
    'status.phase: expected "Running", got "Pending"',
  )
})

test('Lists of another length differ by their length', () => {
  expect(differences(pod, { status: { podIPs: [] } })).toEqual([{ path: 'status.podIPs.length', want: 0, got: 1 }])
})

test('A wanted undefined means that the field must not be there', () => {
  expect(matches(pod, { status: { nodeName: undefined } })).toBe(true)
  expect(matches(pod, { status: { phase: undefined } })).toBe(false)
})

test('Anything but a map or list where one is wanted is a difference', () => {
  expect(differences(undefined, { spec: {} })).toHaveLength(1)
  expect(differences({ spec: null }, { spec: { replicas: 1 } })).toEqual([
    { path: 'spec', want: { replicas: 1 }, got: null },
  ])
  expect(matches({ list: 'text' }, { list: ['text'] })).toBe(false)
})
