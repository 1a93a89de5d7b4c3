import { expect, test } from 'vitest'
import { readVersionRange } from './versions.ts'

test.each([
  [{ versions: { values: [{ id: 'v3.14', status: 'stable' }] } }, 3, { min: '3.14', max: '3.14' }],
  [{ version: { id: 'v3.14', status: 'stable' } }, 3, { min: '3.14', max: '3.14' }],
  [
    {
      versions: [
        { id: 'v2.0', version: '', min_version: '' },
        { id: 'v2.1', version: '2.93', min_version: '2.1' },
      ],
    },
    2,
    { min: '2.1', max: '2.93' },
  ],
  [{ versions: [{ id: 'v3.0', version: '3.70', min_version: '3.0' }] }, 3, { min: '3.0', max: '3.70' }],
  [{ versions: [{ id: 'v1.0', max_version: '1.39', min_version: '1.0' }] }, 1, { min: '1.0', max: '1.39' }],
  [{ versions: [{ id: 'v2.0' }, { id: 'v2.26' }, { id: 'v2.3' }, { id: 'v1' }] }, 2, { min: '2.0', max: '2.26' }],
])('Every shape of version document is read: %#', (document, major, range) => {
  expect(readVersionRange(document, major)).toEqual(range)
})

test.each([
  [undefined],
  [{ resources: [] }],
  [{ versions: null }],
  [{ versions: ['v2'] }],
  [{ version: 'v2.1' }],
  [[]],
  ['text'],
])('What is no version document says nothing: %j', (document) => {
  expect(readVersionRange(document, 2)).toBeUndefined()
})
