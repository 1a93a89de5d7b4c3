import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { StackproofError } from '../core/errors.ts'

/** Lines of JSON at the end of a file that several processes share: one write per line, so that lines never mix. */
export interface AppendFile {
  /** True when the file held nothing when it was opened. */
  readonly fresh: boolean
  append(line: object): void
  close(): void
}

export interface AppendOptions {
  /** Wait until the line is on the disk before returning. */
  sync: boolean
  code: 'E_JOURNAL' | 'E_LEDGER'
}

export const openAppendFile = (path: string, { sync, code }: AppendOptions): AppendFile => {
  const fd = attempt(path, code, () => openSync(path, 'a', 0o644))
  return {
    fresh: fstatSync(fd).size === 0,
    append: (line) =>
      attempt(path, code, () => {
        const bytes = Buffer.from(`${JSON.stringify(line)}\n`)
        const written = writeSync(fd, bytes)
        // A disk that is nearly full takes a part without complaint.
        if (written < bytes.length) throw Object.assign(new Error('the line was written in part'), { code: 'ENOSPC' })
        if (sync) fdatasyncSync(fd)
      }),
    close: () => closeSync(fd),
  }
}

/**
 * Cuts off a last line that a crash left unfinished, so that the next one stands alone. Only for who holds the run's lock:
 * another process may be about to finish that line.
 */
export const mendTail = (path: string, code: AppendOptions['code']): void =>
  attempt(path, code, () => {
    const fd = openSync(path, 'a+', 0o644)
    try {
      ftruncateSync(fd, endOfLastLine(fd, fstatSync(fd).size))
    } finally {
      closeSync(fd)
    }
  })

const CHUNK = 64 * 1024
const NEWLINE = 10

const endOfLastLine = (fd: number, size: number): number => {
  const chunk = Buffer.alloc(CHUNK)
  for (let end = size; end > 0; end -= CHUNK) {
    const start = Math.max(0, end - CHUNK)
    const found = chunk.subarray(0, readSync(fd, chunk, 0, end - start, start)).lastIndexOf(NEWLINE)
    if (found >= 0) return start + found + 1
  }
  return 0
}

const attempt = <T>(path: string, code: AppendOptions['code'], action: () => T): T => {
  try {
    return action()
  } catch (cause) {
    const { code: why = 'an error' } = cause as NodeJS.ErrnoException
    const hint = HINTS[why]
    throw new StackproofError(code, `Can't write ${path}: ${why}`, { cause, ...(hint !== undefined && { hint }) })
  }
}

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room and go on with `stackproof resume`.',
  EROFS: 'The file system is read-only: name another folder by --runs.',
  EACCES: 'The folder may not be written: name another one by --runs.',
}
