import { basename } from 'node:path'
import { lockHolder } from '../run/lock.ts'
import { type RunRecord, readRun } from '../run/read.ts'
import { findRun, lastRun } from './run/find.ts'
import { showProgress } from './run/progress.ts'
import { type CellProgress, emptyProgress, noteEvent } from './run/progress-state.ts'

export interface StatusOptions {
  follow?: boolean
  runs?: string
  json?: boolean
}

/** Where a run is, who works on it, and what its janitor has said; from its folder alone. Exit code 0. */
export const status = async (run: string | undefined, options: StatusOptions): Promise<number> => {
  const dir = run === undefined ? lastRun(options.runs) : findRun(run, options.runs)
  const facts = standing(dir)
  console.log(options.json ? JSON.stringify(facts, null, 2) : render(facts))
  if (options.follow) await follow(dir)
  return 0
}

const standing = (dir: string) => {
  const record = readRun(dir)
  const progress = emptyProgress(record.plan.cells)
  for (const event of record.journal) noteEvent(progress, event)
  return {
    run: basename(dir),
    dir,
    /** Null where nobody does. */
    workedOnBy: lockHolder(dir) ?? null,
    ended: endOf(record),
    janitor: record.journal.findLast((event) => event.type === 'janitor.finished') ?? null,
    cells: [...progress.cells.values()],
  }
}

type Standing = ReturnType<typeof standing>

const endOf = ({ journal }: RunRecord): string | null => {
  const start = journal.findLastIndex(({ type }) => type === 'run.started')
  const end = journal.slice(start + 1).findLast((event) => event.type === 'run.finished')
  return end === undefined ? null : end.reason
}

const render = ({ run, workedOnBy, ended, janitor, cells }: Standing): string =>
  [
    `${run}: ${stateOf(workedOnBy, ended)}`,
    ...(janitor === null ? [] : [`janitor: ${janitor.reaped.length} removed, ${janitor.left.length} left`]),
    ...cells.map(cellLine),
  ].join('\n')

const stateOf = (holder: Standing['workedOnBy'], ended: string | null): string => {
  if (holder !== null) return `${holder.role} at work, pid ${holder.pid} on ${holder.host} since ${holder.since}`
  return ended === null ? 'its process has died; go on with `stackproof resume`' : `ended: ${ended}`
}

const cellLine = ({ id, state, phase, now, done, planned, bad }: CellProgress) =>
  [`  ${id}`, state, phase, `${done}/${planned}`, bad > 0 ? `${bad} not passed` : '', state === 'running' ? now : '']
    .filter((part) => part !== '')
    .join('  ')

const LOOK_MS = 250

const follow = async (dir: string): Promise<void> => {
  const progress = showProgress(dir, readRun(dir).plan.cells, process.stdout)
  while (lockHolder(dir) !== undefined) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  await progress.stop()
}
