import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process that can't be mistaken for another one that got its number later. */
export interface ProcessIdentity {
  pid: number
  /** Clock ticks since boot (Linux) or the text of `ps` (elsewhere). */
  started: string
}

/** The identity of a running process, or undefined where there is none of that number. */
export const identifyProcess = (pid: number): ProcessIdentity | undefined => {
  const started = process.platform === 'linux' ? startTicks(pid) : startText(pid)
  return started === undefined ? undefined : { pid, started }
}

/** True while exactly that process lives. */
export const isAlive = ({ pid, started }: ProcessIdentity): boolean => identifyProcess(pid)?.started === started

// The name of the program stands in brackets and may hold spaces. A zombie is dead to us, but not before the last of its
// threads: until then its files and ports are open.
const startTicks = (pid: number): string | undefined => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    const [state, threads, started] = [fields[0], Number(fields[17]), fields[19]]
    return state === 'Z' && threads <= 1 ? undefined : started
  } catch {
    return undefined
  }
}

const startText = (pid: number): string | undefined => {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}
