import type { JournalEvent } from '../lib/core/journal.ts'
import { readRun } from '../lib/run/read.ts'
import { killAt } from '../test/e2e/killing.ts'

// At three hundred times the wall the start of a process would weigh as minutes of the world.
const CELL = [
  '--cell',
  '*demo2*octavia-ovn.cloud-default.cp1.rehearsal',
  '--parallel',
  '1',
  '--no-allure',
  '--scale',
  '30',
]
const CHECKS = ['api.readyz', 'lb.default-service', 'storage.claim-bound', 'lifecycle.nothing-left'].flatMap((id) => [
  '--check',
  id,
])

/** How long a janitor takes for a cell whose run was killed, its grace apart, as a multiple of the cell's orderly end. */
export const janitorShare = async (): Promise<number> => {
  const args = [...CELL, ...CHECKS]
  const orderly = await killAt({ args, group: true, moment: () => false, end: async () => {} })
  const killed = await killAt({ args, group: true, moment: (events) => events.some(isChecked) })
  return killed.janitor!.durationMs / orderlyMs(readRun(orderly.dir).journal)
}

const isChecked = (event: JournalEvent) => event.type === 'phase.finished' && event.phase === 'checks'

/** From the beginning of the cell's teardown until it is proven that nothing is left: what a janitor does after a death. */
const orderlyMs = (journal: readonly JournalEvent[]): number => {
  const at = (fits: (event: JournalEvent) => boolean) => Date.parse(journal.find(fits)!.t)
  const start = at((event) => event.type === 'phase.started' && event.phase === 'teardown')
  return at(({ type }) => type === 'janitor.finished') - start
}
