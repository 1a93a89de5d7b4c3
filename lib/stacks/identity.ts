import { digest } from '../core/ids.ts'
import { minorOf, type Releasable } from './names.ts'

/** How a stack is called: `id` for people and filters, `slug` inside cell ids. Both follow from its own path alone. */
export interface Identity {
  id: string
  slug: string
  /** Lies in a directory of its Kubernetes minor. */
  perMinor: boolean
}

/** Names a stack by provider and name, and by those directories that the usual layout `providers/<p>/<n>[/1-xx]` doesn't explain. */
export const identify = (path: string, stack: Releasable): Identity => {
  const segments = path.split('/').filter((segment) => segment !== '')
  const minor = MINOR_DIR.test(segments.at(-1) ?? '') ? segments.pop() : undefined
  for (const expected of [stack.name, stack.provider, 'providers']) if (segments.at(-1) === expected) segments.pop()
  const release = minorOf(stack.kubernetes)
  // alpha/1-28 once held Kubernetes 1.27: the directory is part of the name only where it says something else.
  const slug = [
    `${stack.provider}-${stack.name}-${release}`,
    ...(minor === undefined || minor === release ? [] : [`dir-${minor}`]),
  ]
  return {
    id: [...segments, stack.provider, stack.name, ...(minor === undefined ? [] : [minor])].join('/'),
    slug: [...segments, ...slug].map(slugify).join('.'),
    perMinor: minor !== undefined,
  }
}

const MINOR_DIR = /^\d+-\d+$/

/** Text as `[a-z0-9-]`; what can't be kept is told apart by a digest. */
export const slugify = (text: string): string => {
  const plain = text.toLowerCase().replace(/[^a-z0-9-]+/g, '-')
  return plain === text ? plain : `${plain}-${digest(text, 4)}`
}

/** Marks those that share an id (a stack copied into two unusual places) by their path. */
export const tellApart = <T extends { id: string; path: string; slug?: string }>(stacks: readonly T[]): T[] => {
  const seen = Map.groupBy(stacks, ({ id, slug }) => slug ?? id)
  return stacks.map((stack) => {
    if (seen.get(stack.slug ?? stack.id)!.length === 1) return stack
    const mark = digest(stack.path, 6)
    return { ...stack, id: `${stack.id}#${mark}`, ...(stack.slug !== undefined && { slug: `${stack.slug}-${mark}` }) }
  })
}
