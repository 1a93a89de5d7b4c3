import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Directories that stacks can be in, by what marks them; paths relative to the root, `''` for itself. */
export interface Found {
  /** With a `csctl.yaml`. */
  stacks: string[]
  /** With a cluster class and no `csctl.yaml`. */
  passedOver: string[]
}

/** Looks for stacks at any depth. Hidden directories, node_modules, built releases and the inside of charts are skipped. */
export const walk = async (root: string, path = '', signal?: AbortSignal): Promise<Found> => {
  signal?.throwIfAborted()
  const entries = await readdir(join(root, path), { withFileTypes: true })
  const files = new Set(entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name))
  if (RELEASE_FILES.every((name) => files.has(name))) return { stacks: [], passedOver: [] }
  const dirs = entries.filter((entry) => entry.isDirectory() && !SKIPPED.test(entry.name)).map(({ name }) => name)
  const below = await Promise.all(
    dirs.filter((name) => !PARTS.has(name)).map((name) => walk(root, path === '' ? name : `${path}/${name}`, signal)),
  )
  const isStack = files.has('csctl.yaml')
  return {
    stacks: [...(isStack ? [path] : []), ...below.flatMap(({ stacks }) => stacks)],
    passedOver: [
      ...(!isStack && dirs.includes('cluster-class') ? [path] : []),
      ...below.flatMap(({ passedOver }) => passedOver),
    ],
  }
}

// What csctl writes; a release can hold a copy of the sources.
const RELEASE_FILES = ['metadata.yaml', 'hashes.json']
const SKIPPED = /^(\..*|node_modules)$/
const PARTS = new Set(['cluster-class', 'cluster-addon', 'node-images', 'node-image'])
