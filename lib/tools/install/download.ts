import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { StackproofError } from '../../core/errors.ts'
import { get } from './http.ts'

export interface Download {
  url: string
  /** Where it is written; not executable, and gone again where it isn't what was promised. */
  file: string
  /** Hexadecimal SHA-256 that it must have. */
  sha256: string
  signal?: AbortSignal
}

const PLAIN = 0o600

/** Streams a URL into a file and holds it against its checksum. Throws `E_PROCESS`. */
export const download = async ({ url, file, sha256, signal }: Download): Promise<void> => {
  await mkdir(dirname(file), { recursive: true })
  try {
    const got = await get(url, (response) => writeHashed(response, file, signal), signal)
    if (got !== sha256) throw wrongSum(url, sha256, got)
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}

const writeHashed = async ({ body }: Response, file: string, signal?: AbortSignal): Promise<string> => {
  const hash = createHash('sha256')
  const hashed = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      yield chunk
    }
  }
  const out = createWriteStream(file, { mode: PLAIN })
  await pipeline(body === null ? Readable.from([]) : Readable.fromWeb(body), hashed, out, { signal })
  return hash.digest('hex')
}

const wrongSum = (url: string, sha256: string, got: string) =>
  new StackproofError('E_PROCESS', `expected ${url} to have the SHA-256 ${sha256}, got ${got}`, {
    details: { url, sha256, got },
    hint: 'Something between here and there changed the file: try again from another network, or tell the maintainers of the tool.',
  })
