import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Variable by which everything that a tool has started is known as its own, also in a session of its own. */
export const TOOL_RUN_VARIABLE = 'STACKPROOF_TOOL_RUN'

const LOOK_EVERY_MS = 20

/**
 * Ends what a tool has left behind outside of its process group, `graceMs` of the wall after SIGTERM by force. Only Linux
 * tells the environment of processes; elsewhere the group is all that is known.
 */
export const endStrays = async (mark: string, graceMs: number, variable: string = TOOL_RUN_VARIABLE): Promise<void> => {
  const end = performance.now() + graceMs
  const asked = new Set<number>()
  for (let left = straysOf(mark, variable); left.length > 0; left = straysOf(mark, variable)) {
    const late = performance.now() >= end
    for (const pid of left) {
      if (late || !asked.has(pid)) send(pid, late ? 'SIGKILL' : 'SIGTERM')
      asked.add(pid)
    }
    await sleep(LOOK_EVERY_MS)
  }
}

const straysOf = (mark: string, variable: string): number[] =>
  processes().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`).includes(`${variable}=${mark}\0`)
    } catch {
      // Another user's, or gone by now. A zombie's is empty.
      return false
    }
  })

const processes = (): number[] => {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && pid !== process.pid)
  } catch {
    return []
  }
}

const send = (pid: number, signal: NodeJS.Signals) => {
  try {
    process.kill(pid, signal)
  } catch {
    // Gone by now.
  }
}
