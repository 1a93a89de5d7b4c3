import type { JournalEvent } from '../../lib/core/journal.ts'
import { playCell } from './example-cell.ts'
import { type ExampleRun, exampleRun } from './example-run.ts'
import { START, tape } from './tape.ts'

/** Cells that the second start had to look at: an aborted check, and a cluster that never came up. */
export const RESUMED_CELLS = [4, 6] as const

/** The example, gone on with after its end: two of its cells once more, what had passed in them carried over. */
export const resumedRun = (): ExampleRun => {
  const first = exampleRun()
  const startMs = Date.parse(first.journal.at(-1)!.t) - START + 600_000
  const standing = passedIn(first.journal)
  const on = tape(6000, startMs)
  const [started] = first.journal.filter((event) => event.type === 'run.started')
  on.write({ ...started!, resumed: { carried: standing.size } })
  const again = RESUMED_CELLS.flatMap((index) => playAgain(first, index, startMs + 100_000, standing))
  const last = tape(6000, Date.parse(again.at(-1)!.t) - START + 1000)
  last.write({ type: 'run.finished', reason: 'all cells ended' })
  return { ...first, journal: [...first.journal, ...on.events, ...again, ...last.events] }
}

/** When each check was last seen to pass, by cell and check. */
const passedIn = (journal: readonly JournalEvent[]): Map<string, string> =>
  new Map(
    journal.flatMap((event) =>
      event.type === 'check.finished' && event.verdict === 'passed'
        ? [[`${event.cell} ${event.check}`, event.t] as const]
        : [],
    ),
  )

const playAgain = ({ plan }: ExampleRun, index: number, startMs: number, standing: ReadonlyMap<string, string>) => {
  const cell = plan.cells[index]!
  return playCell(cell, {}, startMs).flatMap((event): JournalEvent[] => {
    const check = 'check' in event ? event.check : 'within' in event ? event.within : ''
    const from = standing.get(`${cell.id} ${check}`)
    if (from === undefined) return [event]
    const { seq, t, w } = event
    return event.type === 'check.finished' ? [{ seq, t, w, type: 'check.carried', cell: cell.id, check, from }] : []
  })
}
