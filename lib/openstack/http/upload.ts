import { anySignal } from '../../core/signals.ts'

/** Pieces of bytes, such as a stream gives. A piece is good until the next one is asked for. */
export interface UploadSource extends AsyncIterable<Uint8Array> {
  on?(event: 'error', listener: (error: Error) => void): unknown
  destroy?(): void
}

/** Bytes of a known number. */
export interface Upload {
  /** Opened once per attempt; the service starts from byte 0 again. */
  open(): UploadSource
  sizeBytes: number
}

export interface OpenUpload {
  body: AsyncIterable<Uint8Array>
  /** Aborts with the caller's reason, or when the upload stalls. */
  signal: AbortSignal
  close(): void
}

// Of the wall. While bytes go out, none for a minute is a stall; after the last one the service hashes and stores them.
const STALL_MS = 60_000
const STORE_MS = 600_000

/** Opens the source and watches over its way out, instead of time-outs that would fire while bytes still flow. */
export const openUpload = ({ open, sizeBytes }: Upload, signal?: AbortSignal, stallMs = STALL_MS): OpenUpload => {
  const source = open()
  const stalled = new AbortController()
  let sent = 0
  const alarm = () => stalled.abort(stallError(sent, sizeBytes))
  let timer = setTimeout(alarm, stallMs)
  const beat = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(alarm, ms)
  }
  const watched = async function* () {
    for await (const chunk of source) {
      beat(stallMs)
      yield chunk
      sent += chunk.length
    }
    beat(Math.max(STORE_MS, stallMs))
  }
  return {
    body: watched(),
    signal: anySignal(signal, stalled.signal)!,
    close: () => {
      clearTimeout(timer)
      source.destroy?.()
    },
  }
}

const stallError = (sent: number, sizeBytes: number) =>
  Object.assign(new Error(`the upload stalled after ${sent} of ${sizeBytes} bytes`), { code: 'UPLOAD_STALLED' })
