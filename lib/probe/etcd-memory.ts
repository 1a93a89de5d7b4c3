import type { EtcdSample } from './etcd.ts'

/** Key of the sample that is taken before the checks; etcd's health is what changed since. */
export const ETCD_START = 'etcd.start'

export interface EtcdStart {
  samples: readonly EtcdSample[]
  /** On the environment's clock. */
  at: number
}
