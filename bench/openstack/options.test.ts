import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test('A name of a cloud is enough', () => {
  expect(readOptions(['--cloud', 'lab'])).toMatchObject({
    cloud: 'lab',
    cloudsFile: undefined,
    parts: ['calls', 'upload', 'start'],
    rounds: 5,
    ports: 1000,
    rules: 100,
    gets: 200,
    imageMib: 1024,
    json: false,
  })
})

test.each([
  ['no cloud', [], '--cloud with a name'],
  [
    'an unknown part',
    ['--cloud', 'lab', '--part', 'disks'],
    'expected --part to be one of calls, upload, start, got disks',
  ],
  ['no rounds', ['--cloud', 'lab', '--rounds', '0'], 'expected --rounds to be a number from 1 on, got 0'],
  ['an unknown option', ['--cloud', 'lab', '--fast'], 'fast'],
])('%s is refused', (_, args, message) => {
  expect(() => readOptions(args)).toThrow(message)
})
