import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { formatDuration } from '../../core/duration.ts'
import type { JournalEvent } from '../../core/journal.ts'
import type { Plan } from '../../core/plan.ts'
import { JOURNAL_FILE } from '../../run/journal.ts'
import { type CellProgress, emptyProgress, noteEvent, type Progress } from './progress-state.ts'

/** Shows how a run goes, from its journal: a live picture on a terminal, plain lines elsewhere. */
export interface ProgressDisplay {
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 150

/** What is in the journal already is an earlier start's and is not shown. */
export const showProgress = (
  dir: string,
  cells: Plan['cells'],
  stream: NodeJS.WriteStream = process.stderr,
): ProgressDisplay => {
  const progress = emptyProgress(cells)
  const path = join(dir, JOURNAL_FILE)
  const tail = openTail(path, existsSync(path) ? statSync(path).size : 0)
  const display = stream.isTTY ? liveDisplay(stream) : lineDisplay(stream)
  const look = async () => {
    for (const event of tail.read()) await display.event(noteEvent(progress, event))
    await display.picture(progress)
  }
  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  return {
    stop: async () => {
      clearInterval(timer)
      await look()
      await display.end()
      tail.close()
    },
  }
}

interface Display {
  event(line: string | undefined): Promise<void>
  picture(progress: Progress): Promise<void>
  end(): Promise<void>
}

const lineDisplay = (stream: NodeJS.WriteStream): Display => ({
  event: async (line) => void (line !== undefined && stream.write(`${line}\n`)),
  picture: async () => undefined,
  end: async () => undefined,
})

const liveDisplay = (stream: NodeJS.WriteStream): Display => {
  const update = import('log-update').then(({ createLogUpdate }) => createLogUpdate(stream))
  return {
    event: async () => undefined,
    picture: async (progress) => (await update)(picture(progress)),
    end: async () => (await update).done(),
  }
}

const picture = (progress: Progress): string => {
  const cells = [...progress.cells.values()]
  const ended = cells.filter(({ state }) => state === 'ended').length
  const done = cells.reduce((sum, { done }) => sum + done, 0)
  const total = cells.reduce((sum, { planned }) => sum + planned, 0)
  const elapsedMs = Date.now() - progress.startedWallMs
  const left = done === 0 ? '' : `, about ${formatDuration((elapsedMs / done) * (total - done))} left`
  const head = `${ended}/${cells.length} cells, ${done}/${total} checks, ${formatDuration(elapsedMs)}${left}`
  return [head, ...cells.filter(({ state }) => state === 'running').map(runningLine)].join('\n')
}

const runningLine = ({ id, phase, now, done, planned, bad }: CellProgress) =>
  `  ${id}  ${phase}  ${done}/${planned}${bad > 0 ? `  ${bad} not passed` : ''}  ${now}`

const openTail = (path: string, from: number) => {
  let fd: number | undefined
  let at = from
  let rest = ''
  const buffer = Buffer.alloc(1 << 16)
  const read = (): JournalEvent[] => {
    fd ??= existsSync(path) ? openSync(path, 'r') : undefined
    if (fd === undefined) return []
    for (let length = -1; length !== 0; at += length) {
      length = readSync(fd, buffer, 0, buffer.length, at)
      rest += buffer.toString('utf8', 0, length)
    }
    const lines = rest.split('\n')
    rest = lines.pop()!
    return lines.map((line) => JSON.parse(line) as JournalEvent)
  }
  return { read, close: () => fd !== undefined && closeSync(fd) }
}
