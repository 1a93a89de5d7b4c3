import { KINDS, type Kind } from '../inventory/types.ts'
import { valuesAt } from '../inventory/values-at.ts'
import { compile, type Mark } from './pattern.ts'
import { ATTRIBUTION_RULES } from './rules.ts'

/** A resource of a cloud as far as attribution looks at it. */
export interface AttributableResource {
  id: string
  name?: string
  // biome-ignore lint/suspicious/noExplicitAny: a cloud's answer, read by paths that are data
  [field: string]: any
}

/** The rule that proves a resource to belong to a cluster, or undefined. */
export const attribute = (kind: string, resource: AttributableResource, cluster: string): string | undefined =>
  attributeMark(kind, resource, { cluster })

/** The rule that proves a resource to belong to a run, to any of its clusters or to none, or undefined. */
export const attributeRun = (kind: string, resource: AttributableResource, run: string): string | undefined =>
  attributeMark(kind, resource, { run })

/** The rule by which a resource carries a mark, or undefined. */
export const attributeMark = (kind: string, resource: AttributableResource, mark: Mark): string | undefined =>
  RULES_OF.get(kind)?.find(({ field, pattern }) =>
    valuesAt(resource, field).some((value) => compile(pattern, mark).test(value)),
  )?.id

const RULES_OF: ReadonlyMap<string, typeof ATTRIBUTION_RULES> = new Map(
  KINDS.map((kind: Kind) => [kind, ATTRIBUTION_RULES.filter(({ kinds }) => kinds.includes(kind))]),
)
