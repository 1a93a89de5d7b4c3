import type { Leftover } from '../../lib/core/journal.ts'
import type { PlannedCell } from '../../lib/core/plan.ts'
import { phase, type Tape, wait } from './tape.ts'

export type Random = () => number

/** Numbers that look random and are the same every time. */
export const seeded = (seed: number): Random => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** preflight and stack: what comes before there is a cluster. */
export const playPreparation = (on: Tape, cell: PlannedCell, random: Random): void => {
  phase(on, cell.id, 'preflight', () => {
    on.pass(3000 + random() * 2000)
    return { facts: { quota: 'fits', token: 'application-credential', region: 'RegionOne' } }
  })
  phase(on, cell.id, 'stack', () => {
    const where = { cell: cell.id, within: 'stack' }
    wait(on, where, 'ClusterStackRelease Ready', [
      [0, 'absent'],
      [4000, 'False: ClusterClassNotReady'],
      [21_000 + random() * 9000, 'True'],
    ])
    return { facts: { way: 'operator from a directory', release: `${cell.stack.name}-v0-sha-ab12cd3` } }
  })
}

/** cluster: true when it came up. */
export const playCluster = (on: Tape, cell: PlannedCell, random: Random, fails: boolean): boolean => {
  phase(on, cell.id, 'cluster', () => {
    const where = { cell: cell.id, within: 'cluster' }
    wait(on, where, 'load balancer of the API server ACTIVE', [
      [0, 'PENDING_CREATE'],
      [70_000 + random() * 60_000, 'ACTIVE'],
    ])
    if (fails) {
      const states = [
        [0, 'False: WaitingForKubeadmInit'],
        [95_000, 'False: ServerCreateError'],
        [1_200_000, 'False: ServerCreateError'],
      ] as const
      wait(on, where, 'ControlPlaneAvailable', states, 'timeout')
      const message =
        'ControlPlaneAvailable not reached within 20m00s; observed False: WaitingForKubeadmInit (0ms) → False: ServerCreateError (1m35s)'
      const details = { request: 'req-5b1f', fault: 'No valid host was found. There are not enough hosts available.' }
      return { outcome: 'failed', reason: message, error: { code: 'E_WAIT_TIMEOUT', message, details } }
    }
    wait(on, where, 'ControlPlaneAvailable', [
      [0, 'False: WaitingForKubeadmInit'],
      [64_000, 'False: WaitingForAPIServer'],
      [150_000 + random() * 120_000, 'True'],
    ])
    wait(on, where, 'every machine Running', [
      [0, '1 of 4 Running'],
      [45_000, '2 of 4 Running'],
      [100_000 + random() * 50_000, '4 of 4 Running'],
    ])
    return { facts: { endpoint: `127.16.0.${10 + cell.index}:6443`, kubernetes: cell.stack.kubernetes, servers: 4 } }
  })
  return !fails
}

export const playAddons = (on: Tape, cell: PlannedCell, random: Random): void =>
  phase(on, cell.id, 'addons', () => {
    wait(on, { cell: cell.id, within: 'addons' }, 'every Deployment of the addons Available', [
      [0, '0 of 6'],
      [20_000, '2 of 6'],
      [41_000, '5 of 6'],
      [60_000 + random() * 40_000, '6 of 6'],
    ])
    return { facts: { ...cell.expectations.addons } }
  })

/** teardown and audit; with leftovers that the audit found. */
export const playEnd = (on: Tape, cell: PlannedCell, random: Random, end: { keep: boolean; leftovers: Leftover[] }) => {
  phase(on, cell.id, 'teardown', () => {
    if (end.keep) return { outcome: 'kept', reason: '--keep on-failure: a check failed', facts: { kept: true } }
    wait(on, { cell: cell.id, within: 'teardown' }, 'Cluster gone', [
      [0, 'Deleting: 4 machines'],
      [50_000, 'Deleting: 1 machine'],
      [90_000, 'Deleting: load balancer PENDING_DELETE'],
      [120_000 + random() * 60_000, 'gone'],
    ])
    return undefined
  })
  phase(on, cell.id, 'audit', () => {
    on.pass(9000)
    const quotaDrift: Record<string, number> = end.leftovers.some(({ state }) => state === 'leaked')
      ? { volumes: 1, gigabytes: 8 }
      : {}
    on.write({ type: 'audit.finished', cell: cell.id, leftovers: end.leftovers, quotaDrift })
    return undefined
  })
}
