import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { StackproofError } from '../core/errors.ts'

/** Lines of JSON at the end of a file that several processes share: one write per line, so that lines never mix. */
export interface AppendFile {
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
    append: (line) =>
      attempt(path, code, () => {
        writeSync(fd, `${JSON.stringify(line)}\n`)
        if (sync) fsyncSync(fd)
      }),
    close: () => closeSync(fd),
  }
}

const attempt = <T>(path: string, code: AppendOptions['code'], action: () => T): T => {
  try {
    return action()
  } catch (cause) {
    throw new StackproofError(code, `Can't write ${path}`, { cause })
  }
}
