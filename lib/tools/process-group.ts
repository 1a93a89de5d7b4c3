import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_EVERY_MS = 20

/** Waits until nothing of a process group is left; kills what still runs after `graceMs` of the wall. */
export const endGroup = async (leader: number | undefined, graceMs: number): Promise<void> => {
  const end = performance.now() + graceMs
  while (signalGroup(leader, 0)) {
    if (performance.now() >= end) {
      signalGroup(leader, 'SIGKILL')
      return
    }
    await sleep(LOOK_EVERY_MS)
  }
}

const signalGroup = (leader: number | undefined, signal: NodeJS.Signals | 0): boolean => {
  if (leader === undefined) return false
  try {
    return process.kill(-leader, signal)
  } catch {
    return false
  }
}
