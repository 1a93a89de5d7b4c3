import { createHash } from 'node:crypto'
import type { UploadSource } from '../http/upload.ts'
import type { UploadProgress } from '../types.ts'

/** A source of bytes that are counted and hashed while they pass. */
export interface Meter {
  source: UploadSource
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
  source: UploadSource,
  totalBytes: number,
  onProgress: (progress: UploadProgress) => void = () => {},
): Meter => {
  const hash = createHash('sha512')
  const start = performance.now()
  let [bytes, told, ended, out] = [0, 0, false, false]
  let failure: Error | undefined
  const tell = (now: number) => {
    onProgress({ bytes, totalBytes, bytesPerSecond: Math.round((bytes * 1000) / Math.max(now - start, 1)) })
    // A listener that takes its time must not be asked for more of it at once.
    told = performance.now()
  }
  const fail = (error: Error) => {
    // Once the way out is closed the source is torn down, and complains of that.
    if (!out) failure ??= error
  }
  // A stream may break before anybody has asked it for bytes, and would then end the process.
  source.on?.('error', fail)
  const measured = async function* () {
    try {
      for await (const piece of source) {
        hash.update(piece)
        bytes += piece.length
        const now = performance.now()
        if (now - told >= PROGRESS_MS) tell(now)
        out = true
        yield piece
        out = false
      }
    } catch (error) {
      fail(error as Error)
      throw error
    }
    ended = true
    tell(performance.now())
  }
  const destroy = () => {
    out = true
    source.destroy?.()
  }
  return {
    source: Object.assign(measured(), { destroy }),
    bytes: () => bytes,
    sha512: () => hash.digest('hex'),
    ended: () => ended,
    failure: () => failure,
  }
}
