import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fileUpload } from './upload-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'stackproof-upload-file-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('A file is opened anew each time, and read in large pieces', async () => {
  const path = join(folder, 'image.raw')
  writeFileSync(path, '')
  truncateSync(path, 1_500_000)
  const { open, sizeBytes } = fileUpload(path)
  expect(sizeBytes).toBe(1_500_000)
  for (let time = 0; time < 2; time++) {
    const pieces: number[] = []
    for await (const piece of open()) pieces.push(piece.length)
    expect(pieces).toEqual([524_288, 524_288, 451_424])
  }
})

test('A file that is not there is told before anything is opened', () => {
  expect(() => fileUpload(join(folder, 'none'))).toThrow(/ENOENT/)
})
