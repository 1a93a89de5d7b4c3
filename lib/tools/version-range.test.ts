import { expect, test } from 'vitest'
import { fitsRange } from './version-range.ts'

test.each([
  ['1.10.10', '>=1.10.0 <1.11.0', true],
  ['v1.11.0', '>=1.10.0 <1.11.0', false],
  ['1.9.11', '>=1.10.0 <1.11.0', false],
  ['v3.18.6+gb76a950', '>=3.14.0 <4.0.0', true],
  ['0.30.0-alpha', '>=0.30.0', false],
  ['0.31.0-alpha', '>=0.30.0', true],
])('%s within %s: %s', (version, range, fits) => {
  expect(fitsRange(version, range)).toBe(fits)
})

test('What is no version neither fits nor doesn’t', () => {
  expect(fitsRange('csctl dev', '>=0.0.3')).toBeUndefined()
})
