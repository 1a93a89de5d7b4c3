import { condition } from './conditions.ts'
import type { KubeObject } from './types.ts'

/** A condition in a few words for a timeline: `Ready=False WaitingForControlPlane: …`. */
export const describeCondition = (object: KubeObject, type: string): string => {
  const found = condition(object, type)
  if (found === undefined) return `${type} not reported`
  const why = found.status === 'True' ? '' : ` ${found.reason ?? ''}${found.message ? `: ${found.message}` : ''}`
  return `${type}=${found.status}${why}`
}
