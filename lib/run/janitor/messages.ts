import type { JanitorResult } from '../../core/journal.ts'

/** From the run to its janitor. Silence, ended by a closed channel, means that the run has died. */
export interface Order {
  type: 'done'
  /** Names of the clusters that are to stay. */
  kept: readonly string[]
}

/** From the janitor to its run. */
export type Notice = { type: 'ready' } | { type: 'finished'; result: JanitorResult }
