import type { JournalEvent } from '../../lib/core/journal.ts'
import type { Missing } from './checks.ts'
import type { Ending } from './ending.ts'
import { lastOf } from './events.ts'
import { obstacleBefore } from './phases.ts'
import type { PhaseReport } from './schema.ts'

export interface CellEnd {
  events: readonly JournalEvent[]
  phases: readonly PhaseReport[]
  ending: Ending
  managementFailure: string | null
}

/** Why a planned check has no verdict: a failed phase blocks it, everything else aborts it. */
export const missingVerdict = ({ events, phases, ending, managementFailure }: CellEnd, begun: boolean): Missing => {
  if (begun) return aborted(`no verdict: ${ending.words} during this check`)
  const obstacle = obstacleBefore(phases, 'checks')
  if (obstacle?.outcome === 'failed') return blocked(`blocked by phase ${obstacle.id}: ${obstacle.reason}`)
  if (obstacle?.outcome === 'blocked') return blocked(`blocked: ${obstacle.reason}`)
  if (obstacle?.error) return aborted(`no verdict: phase ${obstacle.id} was aborted: ${obstacle.reason}`)
  if (managementFailure !== null && phases.length === 0)
    return blocked(`blocked by the management cluster: ${managementFailure}`)
  if (lastOf(events, 'cell.finished') !== undefined) return aborted('no verdict: the cell ended without one')
  return aborted(`no verdict: ${ending.words} before this ${phases.length === 0 ? 'cell' : 'check'} was started`)
}

const aborted = (reason: string): Missing => ({ verdict: 'aborted', reason })
const blocked = (reason: string): Missing => ({ verdict: 'blocked', reason })
