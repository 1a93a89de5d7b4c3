import { clusterName } from '../../core/ids.ts'
import type { Plan } from '../../core/plan.ts'
import type { Proof } from '../../openstack/attribution/types.ts'
import type { LedgerResource } from '../ledger-state.ts'

interface Case {
  setting: { run: string }
  plan: Pick<Plan, 'cells'>
  kept: readonly string[]
  alive: readonly LedgerResource[]
}

/** What shows something to be a run's: its mark and its ledger; with clusters that are to stay, only those of the others. */
export const proofOf = ({ setting: { run }, plan: { cells }, kept, alive }: Case): Proof => {
  if (kept.length === 0) return { run, ledger: alive.map(announced) }
  const doomed = cells.filter(({ index }) => !kept.includes(clusterName(run, index)))
  const ids = new Set<string | null>(doomed.map(({ id }) => id))
  return {
    clusters: doomed.map(({ index }) => clusterName(run, index)),
    ledger: alive.filter(({ cell }) => ids.has(cell)).map(announced),
  }
}

const announced = ({ kind, id, name }: LedgerResource) => ({ kind, id, name })
