import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** The files of one stack: their names at once, their text when asked for. */
export interface StackTree {
  dir: string
  /** Relative to the directory that was searched; for messages. */
  path: string
  files: readonly string[]
  has(file: string): boolean
  /** Text of a file that the tree has. */
  read(file: string): Promise<string>
  /** The file as messages name it. */
  show(file: string): string
}

/** Reads the names of a stack's files. */
export const openTree = async (dir: string, path: string, signal?: AbortSignal): Promise<StackTree> => {
  const files = await listFiles(dir, signal)
  const names = new Set(files)
  return {
    dir,
    path,
    files,
    has: (file) => names.has(file),
    read: (file) => readFile(join(dir, file), { encoding: 'utf8', signal }),
    show: (file) => (path === '' ? file : `${path}/${file}`),
  }
}

/** Everything in a directory that is no directory, relative to it, with `/`; links are named and not followed. */
export const listFiles = async (dir: string, signal?: AbortSignal): Promise<string[]> => {
  signal?.throwIfAborted()
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
}
