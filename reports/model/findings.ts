import type { CellReport, CheckReport, PhaseReport, RunReport } from './schema.ts'

/** One place where a finding shows. */
export interface Occurrence {
  cell: CellReport
  /** A check, or the phase that went wrong. */
  at: { check: CheckReport } | { phase: PhaseReport }
  reason: string
}

/** Something a reader has to know of: one broken promise over all its cells, or one cause over all that it stops. */
export interface Finding {
  verdict: 'failed' | 'aborted' | 'blocked' | 'known-issue'
  kind: 'check' | 'phase'
  must: boolean
  /** Ids of the checks or phases in it. */
  ids: string[]
  occurrences: Occurrence[]
}

const FIRST_TO_LAST = ['failed', 'aborted', 'blocked', 'known-issue'] as const

/** What went wrong, what hurts most first. Checks that the same cause blocks or aborts are one finding. */
export const findingsOf = ({ cells }: RunReport): Finding[] => {
  const groups = new Map<string, Finding>()
  for (const cell of cells) {
    for (const phase of cell.phases) addPhase(groups, cell, phase)
    for (const check of cell.checks) addCheck(groups, cell, check)
  }
  return [...groups.values()].sort((a, b) => rank(a) - rank(b))
}

const rank = ({ verdict, must, kind }: Finding) =>
  (must ? 0 : 100) + FIRST_TO_LAST.indexOf(verdict) * 10 + (kind === 'phase' ? 0 : 1)

const addPhase = (groups: Map<string, Finding>, cell: CellReport, phase: PhaseReport) => {
  if (phase.outcome !== 'failed' && phase.outcome !== 'aborted') return
  const reason = phase.reason ?? 'no reason was given'
  const key = `phase ${phase.outcome} ${phase.outcome === 'failed' ? phase.id : ''} ${reason}`
  add(groups, key, { verdict: phase.outcome, kind: 'phase', must: true }, phase.id, { cell, at: { phase }, reason })
}

const addCheck = (groups: Map<string, Finding>, cell: CellReport, check: CheckReport) => {
  const { verdict, id, severity } = check
  if (verdict === 'passed' || verdict === 'not-applicable') return
  const reason = check.reason ?? 'no reason was given'
  const own = verdict === 'failed' || verdict === 'known-issue'
  const shared = { verdict, kind: 'check' as const, must: severity === 'must' }
  add(groups, `check ${verdict} ${own ? id : reason}`, shared, id, { cell, at: { check }, reason })
}

const add = (
  groups: Map<string, Finding>,
  key: string,
  shared: Pick<Finding, 'verdict' | 'kind' | 'must'>,
  id: string,
  occurrence: Occurrence,
) => {
  const finding = groups.get(key) ?? { ...shared, ids: [], occurrences: [] }
  if (!finding.ids.includes(id)) finding.ids.push(id)
  finding.must ||= shared.must
  finding.occurrences.push(occurrence)
  groups.set(key, finding)
}

/** The cells of a finding, each once. */
export const cellsOf = ({ occurrences }: Finding): CellReport[] => [...new Set(occurrences.map(({ cell }) => cell))]
