import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { JournalEvent, LedgerEntry } from '../../lib/core/journal.ts'
import type { Plan } from '../../lib/core/plan.ts'
import { playCell } from './example-cell.ts'
import { exampleLedger } from './example-ledger.ts'
import { examplePlan } from './example-plan.ts'
import { STORIES, type Story } from './example-stories.ts'
import { tape, wait } from './tape.ts'

export interface ExampleRun {
  plan: Plan
  journal: JournalEvent[]
  ledger: LedgerEntry[]
}

const MANAGEMENT_MS = 95_000

/** A made-up run with all six verdicts: nine cells, thirty checks each. With other stories it tells another one. */
export const exampleRun = (stories: readonly Story[] = STORIES, plan: Plan = examplePlan()): ExampleRun => {
  const cells = plan.cells.flatMap((cell, i) =>
    playCell(cell, stories[i] ?? {}, MANAGEMENT_MS + Math.floor(i / 3) * 1_500_000 + (i % 3) * 2000),
  )
  const journal = [...opening(plan, stories), ...cells].sort((a, b) => a.t.localeCompare(b.t))
  const leaking = stories.flatMap((story, index) => (story.leaks ? [index] : []))
  const last = tape(4000, Date.parse(journal.at(-1)!.t) - Date.parse(journal[0]!.t) + 1000)
  last.write({ type: 'run.finished', reason: 'all cells ended' })
  return { plan, journal: [...journal, ...last.events], ledger: exampleLedger(plan.cells, leaking) }
}

/** The same run, killed after so many lines of its journal. */
export const killedRun = (lines: number): ExampleRun => {
  const run = exampleRun()
  return { ...run, journal: run.journal.slice(0, lines) }
}

/** Writes a run folder as a run does, with evidence files. */
export const writeExampleRun = (dir: string, { plan, journal, ledger }: ExampleRun = exampleRun()): void => {
  const lines = (items: readonly unknown[]) => items.map((item) => `${JSON.stringify(item)}\n`).join('')
  const files: Record<string, string> = {
    'plan.json': JSON.stringify(plan),
    'journal.ndjson': lines(journal),
    'ledger.ndjson': lines(ledger),
  }
  for (const event of journal)
    if (event.type === 'check.finished')
      for (const { path, name } of event.evidence) files[path] = JSON.stringify({ example: name }, null, 2)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
}

const opening = (plan: Plan, stories: readonly Story[]): JournalEvent[] => {
  const on = tape(4000)
  const faults = stories.flatMap(({ fault }, i) =>
    fault === undefined ? [] : [{ name: fault, cell: plan.cells[i]!.id }],
  )
  on.write({
    type: 'run.started',
    run: 'k3f9q2',
    environment: 'rehearsal',
    planDigest: 'sha256:5c0ffee5c0ffee5c0ffee5c0ffee5c0ffee5c0ffee5c0ffee5c0ffee5c0ffee5',
    seed: 7,
    scale: 200,
    faults,
    tools: { node: '24.21.0', kind: '0.30.0', clusterctl: '1.11.2', helm: '3.19.0', csctl: '0.0.9', kubectl: '1.34.2' },
  })
  wait(on, { cell: null, within: 'management' }, 'providers of the management cluster Available', [
    [0, '0 of 5'],
    [30_000, '2 of 5'],
    [88_000, '5 of 5'],
  ])
  on.now = MANAGEMENT_MS - 1000
  const versions = {
    'cluster-api': '1.11.2',
    'cluster-api-provider-openstack': '0.12.6',
    'cluster-stack-operator': '0.1.0-alpha.11',
  }
  on.write({ type: 'management.finished', outcome: 'ready', durationMs: on.now, versions })
  on.write({ type: 'note', cell: null, level: 'warning', text: 'quota allows 3 cells at a time: 3 waves' })
  return on.events
}
