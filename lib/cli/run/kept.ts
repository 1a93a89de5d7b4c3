import { clusterName } from '../../core/ids.ts'
import { readRun } from '../../run/read.ts'

/** Names of the clusters that a run has left standing on purpose: those whose last teardown said so. */
export const keptClusters = (dir: string, run: string): string[] => {
  const { plan, journal } = readRun(dir)
  const teardowns = new Map(
    journal.flatMap((event) =>
      event.type === 'phase.finished' && event.phase === 'teardown' ? [[event.cell, event.outcome] as const] : [],
    ),
  )
  return plan.cells.filter(({ id }) => teardowns.get(id) === 'kept').map(({ index }) => clusterName(run, index))
}
