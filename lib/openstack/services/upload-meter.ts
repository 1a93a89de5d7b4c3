import { createHash } from 'node:crypto'
import { pipeline, Transform } from 'node:stream'
import type { UploadProgress } from '../types.ts'

/** A stream of bytes that are counted and hashed while they pass. */
export interface Meter {
  stream: NodeJS.ReadableStream
  bytes(): number
  /** Of all bytes; only once, and only after the last one. */
  sha512(): string
  /** True after the source's own end. */
  ended(): boolean
  /** What went wrong with the source, as opposed to the way out. */
  failure(): Error | undefined
}

// Of the wall: as often as a terminal can be read.
const PROGRESS_MS = 250

/** Measures a source on its way out; progress is told at most four times a second, and once at the end. */
export const openMeter = (
  source: NodeJS.ReadableStream,
  totalBytes: number,
  onProgress: (progress: UploadProgress) => void = () => {},
): Meter => {
  const hash = createHash('sha512')
  const start = performance.now()
  let [bytes, told, ended] = [0, 0, false]
  let failure: Error | undefined
  const tell = (now: number) => {
    told = now
    onProgress({ bytes, totalBytes, bytesPerSecond: Math.round((bytes * 1000) / Math.max(now - start, 1)) })
  }
  const stream = new Transform({
    transform: (chunk: Uint8Array, _, done) => {
      hash.update(chunk)
      bytes += chunk.length
      const now = performance.now()
      if (now - told >= PROGRESS_MS) tell(now)
      done(null, chunk)
    },
    flush: (done) => {
      ended = true
      tell(performance.now())
      done()
    },
  })
  source.once('error', (error: Error) => {
    // Once the way out is closed the source is torn down, and complains of that.
    if (!stream.destroyed) failure = error
  })
  pipeline(source, stream, () => {})
  return {
    stream,
    bytes: () => bytes,
    sha512: () => hash.digest('hex'),
    ended: () => ended,
    failure: () => failure,
  }
}
