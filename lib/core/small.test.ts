import { describe, expect, test } from 'vitest'
import { addressAt, inCidr, pickCidr } from './cidr.ts'
import { formatDuration, minutes, parseDuration } from './duration.ts'
import { codeOf, describeError, errorRecord, StackproofError } from './errors.ts'
import { clusterName, newRunId } from './ids.ts'
import { nearest } from './nearest.ts'
import { cellVerdict, worst } from './verdict.ts'

describe('durations', () => {
  test.for([
    ['90s', 90_000],
    ['1m30s', 90_000],
    ['250ms', 250],
    ['2h', 7_200_000],
    ['1.5s', 1500],
  ] as const)('%s is %d ms', ([text, ms]) => expect(parseDuration(text)).toBe(ms))

  test.for(['', '5', 'soon', '5 m', '1m x'])('%j is refused', (text) =>
    expect(() => parseDuration(text)).toThrow(/Expected a duration/),
  )

  test('are written for people', () => {
    expect([250, 12_300, minutes(4) + 5000, minutes(62)].map(formatDuration)).toEqual([
      '250ms',
      '12.3s',
      '4m05s',
      '1h02m',
    ])
  })
})

describe('verdicts', () => {
  test('the worst wins', () => {
    expect(worst(['passed', 'failed', 'blocked'])).toBe('failed')
    expect(worst(['passed', 'known-issue', 'not-applicable'])).toBe('known-issue')
  })

  test('of nothing it is aborted', () => expect(worst([])).toBe('aborted'))

  test('a cell in which no must check was executed is never green', () => {
    expect(cellVerdict([])).toBe('aborted')
    expect(cellVerdict([{ verdict: 'not-applicable', severity: 'must' }])).toBe('aborted')
    expect(cellVerdict([{ verdict: 'passed', severity: 'info' }])).toBe('aborted')
    expect(
      cellVerdict([
        { verdict: 'passed', severity: 'must' },
        { verdict: 'not-applicable', severity: 'must' },
      ]),
    ).toBe('passed')
  })
})

describe('errors', () => {
  test('keep the chain of their causes in one message', () => {
    const error = new StackproofError('E_OPENSTACK', 'POST /servers failed', { cause: new Error('socket closed') })
    expect(describeError(error)).toBe('POST /servers failed: socket closed')
  })

  test('of others are internal, aborts are aborted', () => {
    expect(codeOf(new TypeError('x'))).toBe('E_INTERNAL')
    expect(codeOf(new DOMException('x', 'AbortError'))).toBe('E_ABORTED')
  })

  test('become data without an empty field', () => {
    expect(errorRecord(new StackproofError('E_USAGE', 'no'))).toEqual({ code: 'E_USAGE', message: 'no' })
  })
})

describe('names', () => {
  test('of runs are six letters and digits, the first a letter', () => {
    for (let n = 0; n < 200; n++) expect(newRunId()).toMatch(/^[a-z][a-z2-9]{5}$/)
  })

  test('of clusters carry the run and stay within 20 characters', () => {
    expect(clusterName('abc234', 7)).toBe('sp-abc234-c07')
    expect(clusterName('abc234', 123_456).length).toBeLessThanOrEqual(20)
  })
})

describe('address ranges', () => {
  test('of cells do not overlap until the pool is used up', () => {
    const ranges = Array.from({ length: 4 }, (_, index) => pickCidr('10.8.0.0/14', 16, index))
    expect(ranges).toEqual(['10.8.0.0/16', '10.9.0.0/16', '10.10.0.0/16', '10.11.0.0/16'])
    expect(pickCidr('10.8.0.0/14', 16, 4)).toBe('10.8.0.0/16')
  })

  test('know what lies in them', () => {
    expect(inCidr('10.8.3.255', '10.8.0.0/22')).toBe(true)
    expect(inCidr('10.8.4.0', '10.8.0.0/22')).toBe(false)
    expect(inCidr('not an address', '10.8.0.0/22')).toBe(false)
    expect(addressAt('10.8.0.0/22', 260)).toBe('10.8.1.4')
  })

  test('that are none are refused', () => expect(() => pickCidr('10.8.0.0', 16, 0)).toThrow(/Expected an IPv4 network/))
})

describe('nearest word', () => {
  test('is found for a slip of the pen', () => expect(nearest('strategi', ['runs', 'strategy'])).toBe('strategy'))
  test('is none where nothing is near', () => expect(nearest('zebra', ['runs', 'strategy'])).toBeUndefined())
})
