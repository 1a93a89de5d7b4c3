import type { Provenance } from './provenance.ts'
import type { CloudEntry } from './read.ts'

/** Tells where a key of an entry was written: at its own line, or at that of the nearest key above. */
export const originsOf =
  ({ file, places, sources = {} }: CloudEntry) =>
  (path: string): Provenance => {
    const written = pathsUp(path).find((above) => places[above] !== undefined)
    if (written === undefined) return { source: sources[path] ?? 'file', place: file }
    return { source: sources[written] ?? 'file', place: places[written]! }
  }

const pathsUp = (path: string): string[] => {
  const parts = path.split('.')
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'))
}
