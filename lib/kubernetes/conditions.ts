import type { KubeObject } from './types.ts'

export interface Condition {
  type: string
  status: 'True' | 'False' | 'Unknown'
  reason?: string
  message?: string
  lastTransitionTime?: string
  severity?: string
}

/**
 * A condition by type, in whichever of Cluster API's three shapes it stands: v1beta1 objects with `status.conditions`,
 * v1beta1 objects that carry the new ones in `status.v1beta2.conditions`, and v1beta2 objects that keep the old ones in
 * `status.deprecated.v1beta1.conditions`. What the object's own contract says first wins.
 */
export const condition = (object: KubeObject | undefined, type: string): Condition | undefined =>
  conditionLists(object)
    .flat()
    .find((candidate) => candidate.type === type)

/** True when the object says so of itself: `Ready`, or `Available` where its API has no `Ready`. */
export const isReady = (object: KubeObject | undefined): boolean => {
  const found = condition(object, 'Ready') ?? condition(object, 'Available')
  return found?.status === 'True'
}

/** Every condition of an object, each type once. */
export const conditions = (object: KubeObject | undefined): Condition[] => {
  const byType = new Map<string, Condition>()
  for (const found of conditionLists(object).flat()) if (!byType.has(found.type)) byType.set(found.type, found)
  return [...byType.values()]
}

const conditionLists = (object: KubeObject | undefined): Condition[][] =>
  [
    object?.status?.conditions,
    object?.status?.v1beta2?.conditions,
    object?.status?.deprecated?.v1beta1?.conditions,
  ].filter((list) => Array.isArray(list))
