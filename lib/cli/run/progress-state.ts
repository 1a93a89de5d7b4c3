import { formatDuration } from '../../core/duration.ts'
import type { JournalEvent } from '../../core/journal.ts'
import type { CellId, Plan } from '../../core/plan.ts'

export interface CellProgress {
  id: CellId
  state: 'waiting' | 'running' | 'ended'
  phase: string
  /** What it is doing right now: a check, or the state of a wait. */
  now: string
  planned: number
  done: number
  /** Verdicts that are not passed or not applicable. */
  bad: number
}

export interface Progress {
  startedWallMs: number
  cells: Map<CellId, CellProgress>
}

export const emptyProgress = (cells: Plan['cells']): Progress => ({
  startedWallMs: Date.now(),
  cells: new Map(
    cells.map(({ id, checks }) => [
      id,
      { id, state: 'waiting', phase: '', now: '', planned: checks.length, done: 0, bad: 0 },
    ]),
  ),
})

const GOOD = new Set(['passed', 'not-applicable'])

/** Takes an event in; returns a line for displays that only have lines. */
export const noteEvent = (progress: Progress, event: JournalEvent): string | undefined => {
  if (event.type === 'management.finished')
    return `management cluster ${event.outcome} (${formatDuration(event.durationMs)})${event.error === undefined ? '' : `: ${event.error.message}`}`
  const cell = 'cell' in event && event.cell !== null ? progress.cells.get(event.cell) : undefined
  return cell === undefined ? undefined : noteCell(cell, event)
}

const noteCell = (cell: CellProgress, event: JournalEvent): string | undefined => {
  switch (event.type) {
    case 'cell.started':
      Object.assign(cell, { state: 'running', done: 0, bad: 0 })
      return undefined
    case 'cell.finished':
      cell.state = 'ended'
      return `${cell.id}: ended, ${cell.done} checks, ${cell.bad} not passed (${formatDuration(event.wallMs)})`
    case 'phase.started':
      cell.phase = event.phase
      cell.now = ''
      return undefined
    case 'phase.finished':
      return event.outcome === 'done'
        ? `${cell.id}: ${event.phase} done (${formatDuration(event.durationMs)})`
        : `${cell.id}: ${event.phase} ${event.outcome}: ${event.reason ?? ''}`
    case 'check.started':
      cell.now = event.check
      return undefined
    case 'check.carried':
      cell.done++
      return undefined
    case 'check.finished':
      cell.done++
      if (GOOD.has(event.verdict)) return undefined
      cell.bad++
      // What blocks is said once, by its phase or check, not once for each check that it blocks.
      if (event.verdict === 'blocked') return undefined
      return `${cell.id}: ${event.check} ${event.verdict}: ${event.reason ?? ''}`
    case 'wait.observed':
      cell.now = `${event.goal}: ${event.state}`
      return undefined
    default:
      return undefined
  }
}
