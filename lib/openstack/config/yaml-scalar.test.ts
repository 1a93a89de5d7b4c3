import { expect, test } from 'vitest'
import { pythonFloat, readJsonWord, readPlain } from './yaml-scalar.ts'

// What PyYAML 6.0 reads each of these words as.
test.each([
  ['0123', '83'],
  ['0189', '0189'],
  ['0o17', '0o17'],
  ['610275', '610275'],
  ['61027500000000000000000000000001', '61027500000000000000000000000001'],
  ['-0', '0'],
  ['+5', '5'],
  ['1_000', '1000'],
  ['0x1F', '31'],
  ['-0b11', '-3'],
  ['12:30:45', '45045'],
  ['12e3', '12e3'],
  ['1.5e+3', '1500.0'],
  ['1.5e3', '1.5e3'],
  ['2.0', '2.0'],
  ['2.80', '2.8'],
  ['.5', '0.5'],
  ['1.', '1.0'],
  ['1:30.5', '90.5'],
  ['-0.0', '-0.0'],
  ['1.0e-7', '1e-07'],
  ['123456789012345678.0', '1.2345678901234568e+17'],
  ['.inf', 'inf'],
  ['-.INF', '-inf'],
  ['.nan', 'nan'],
  ['y', 'y'],
  ['2020-01-01', '2020-01-01'],
])('The word %s is the text %s', (word, text) => {
  expect(readPlain(word)).toBe(text)
})

test('Only the words of YAML 1.1 that PyYAML knows are true, false and nothing', () => {
  expect(['yes', 'On', 'TRUE'].map(readPlain)).toEqual([true, true, true])
  expect(['no', 'Off', 'FALSE'].map(readPlain)).toEqual([false, false, false])
  expect(['', '~', 'null', 'NULL'].map(readPlain)).toEqual([null, null, null, null])
  expect(['n', 'nULL', 'oN'].map(readPlain)).toEqual(['n', 'nULL', 'oN'])
})

test('JSON has fewer words, and its numbers keep their digits', () => {
  expect(['yes', 'true', 'null', '0.50', '1e3', '610275000000000000001'].map(readJsonWord)).toEqual([
    'yes',
    true,
    null,
    '0.5',
    '1000.0',
    '610275000000000000001',
  ])
})

test('Floats are written as Python writes them', () => {
  expect([1, 0.1, 1e16, 1.5e-5, 1e100, Number.NEGATIVE_INFINITY].map(pythonFloat)).toEqual([
    '1.0',
    '0.1',
    '1e+16',
    '1.5e-05',
    '1e+100',
    '-inf',
  ])
})
