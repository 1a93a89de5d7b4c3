import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readlinkSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
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

test('Two buffers serve a file of any size, and a piece is whole until the next one is asked for', async () => {
  const path = join(folder, 'random.raw')
  const bytes = randomBytes(3_000_000)
  writeFileSync(path, bytes)
  const buffers = new Set<ArrayBufferLike>()
  let at = 0
  for await (const piece of fileUpload(path).open()) {
    buffers.add(piece.buffer)
    // Time enough for the next one to be read.
    await sleep(5)
    expect(bytes.compare(piece, 0, piece.length, at, at + piece.length)).toBe(0)
    at += piece.length
  }
  expect([at, buffers.size]).toEqual([bytes.length, 2])
})

test('A file that nobody reads to its end is closed', async () => {
  const path = join(folder, 'image.raw')
  for await (const piece of fileUpload(path).open()) {
    expect(piece.length).toBe(524_288)
    expect(openHere(path)).toBe(1)
    break
  }
  expect(openHere(path)).toBe(0)
})

const openHere = (path: string) =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(join('/proc/self/fd', fd)) === path
    } catch {
      return false
    }
  }).length

test('A file that is not there is told before anything is opened', () => {
  expect(() => fileUpload(join(folder, 'none'))).toThrow(/ENOENT/)
})
