import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StackproofError } from '../core/errors.ts'
import { listFiles } from './tree.ts'

/**
 * The `h1` hash of a directory as Go's module checksum database defines it, with an empty prefix: SHA-256 over one line
 * `<hex sha256>  <path>` per file, sorted by the bytes of the path. Hidden files count.
 */
export const dirhash = async (dir: string, signal?: AbortSignal): Promise<string> => {
  const files = (await listFiles(dir, signal)).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const bad = files.find((file) => file.includes('\n'))
  if (bad !== undefined)
    throw new StackproofError(
      'E_STACK',
      `Expected file names without line breaks in ${dir}, got ${JSON.stringify(bad)}`,
    )
  const total = createHash('sha256')
  for (const file of files) total.update(`${await fileDigest(join(dir, file), signal)}  ${file}\n`)
  return `h1:${total.digest('base64')}`
}

// One file at a time: vendored charts are large, and the order of the lines is given.
const fileDigest = async (file: string, signal?: AbortSignal) =>
  createHash('sha256')
    .update(await readFile(file, { signal }))
    .digest('hex')
