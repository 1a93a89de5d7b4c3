import type { Clock } from '../core/clock.ts'
import { type Interval, WaitError, type WaitObserver } from '../core/poll.ts'
import { requestIdFor } from './services/request-ids.ts'
import type { Collection, OpenStack, Resource } from './types.ts'
import { isGone, stateOf, waitForResource } from './wait.ts'
import { gatherEvidence } from './wait-evidence.ts'
import { paceOf, SERVICE_PACE } from './wait-pace.ts'
import { STATES, type StateMachine, type WaitedKind } from './wait-states.ts'

export interface StateWait {
  /** `everyMs` is the longest pause between looks; the first are shorter. */
  interval: Interval
  clock: Clock
  signal?: AbortSignal
  observer?: WaitObserver
  /** What is waited for, instead of the kind's usual: `['SHUTOFF']`. */
  states?: readonly string[]
}

export type Waiter = (cloud: OpenStack, id: string, wait: StateWait) => Promise<Resource>

const COLLECTIONS: Readonly<Record<WaitedKind, (cloud: OpenStack) => Pick<Collection, 'get'>>> = {
  server: ({ compute }) => compute.servers,
  volume: ({ blockStorage }) => blockStorage.volumes,
  snapshot: ({ blockStorage }) => blockStorage.snapshots,
  backup: ({ blockStorage }) => blockStorage.backups,
  loadbalancer: ({ loadBalancer }) => loadBalancer.loadBalancers,
  image: ({ image }) => image.images,
  network: ({ network }) => network.networks,
  port: ({ network }) => network.ports,
  router: ({ network }) => network.routers,
  floatingip: ({ network }) => network.floatingIps,
  trunk: ({ network }) => network.trunks,
}

/**
 * Waits until a resource is as wanted. Throws `E_TERMINAL_STATE` as soon as it can't be any more, or is gone, and
 * `E_WAIT_TIMEOUT`; both with the timeline, the last state, the request's id, and what the service says of the cause.
 */
export const waitForState = async (
  cloud: OpenStack,
  kind: WaitedKind,
  id: string,
  wait: StateWait,
): Promise<Resource> => {
  const machine: StateMachine = STATES[kind]
  const { states = machine.ok } = wait
  const failed = failureOf(kind, states)
  const goal = `${kind} ${id} ${states.join(' or ')}`
  return (await watch(cloud, kind, id, goal, wait, {
    until: (resource) => resource !== undefined && states.includes(stateOf(resource)),
    unless: failed,
  }))!
}

/** Waits until a resource is no longer there. An error on the way is no end, except where the service gives up with it. */
export const waitForDeletion = async (
  cloud: OpenStack,
  kind: WaitedKind,
  id: string,
  wait: StateWait,
): Promise<void> => {
  const { stuck = [] }: StateMachine = STATES[kind]
  await watch(cloud, kind, id, `${kind} ${id} gone`, wait, {
    until: isGone,
    unless: (resource) => (stuck.includes(stateOf(resource)) ? stateOf(resource) : undefined),
  })
}

const waiter =
  (kind: WaitedKind): Waiter =>
  (cloud, id, wait) =>
    waitForState(cloud, kind, id, wait)

export const waitForServer = waiter('server')
export const waitForVolume = waiter('volume')
export const waitForSnapshot = waiter('snapshot')
export const waitForLoadBalancer = waiter('loadbalancer')
export const waitForImage = waiter('image')
export const waitForPort = waiter('port')
export const waitForFloatingIp = waiter('floatingip')
export const waitForTrunk = waiter('trunk')

interface Ends {
  until(resource: Resource | undefined): boolean
  unless(resource: Resource | undefined): string | undefined
}

const watch = async (
  cloud: OpenStack,
  kind: WaitedKind,
  id: string,
  goal: string,
  { states: _, ...wait }: StateWait,
  ends: Ends,
): Promise<Resource | undefined> => {
  let last: Resource | undefined
  const collection = COLLECTIONS[kind](cloud)
  const get: Collection['get'] = async (...which) => {
    last = await collection.get(...which)
    return last
  }
  const pause = paceOf({ ...SERVICE_PACE, capMs: Math.min(wait.interval.everyMs, SERVICE_PACE.capMs) })
  const describe = (resource: Resource | undefined) => describeState(kind, resource)
  try {
    return await waitForResource({ ...wait, ...ends, collection: { get }, id, goal, pause, describe })
  } catch (error) {
    throw error instanceof WaitError ? await explained(cloud, kind, id, last, error) : error
  }
}

/** The state, with what Nova is at, and a mark for a word that isn't in our list. */
const describeState = (kind: WaitedKind, resource: Resource | undefined): string => {
  const { ok, fail, transient }: StateMachine = STATES[kind]
  const state = stateOf(resource)
  const task = resource?.['OS-EXT-STS:task_state']
  const known = resource === undefined || [...ok, ...fail, ...transient].includes(state)
  return `${state}${task ? ` ${task}` : ''}${known ? '' : ' (unknown)'}`
}

const failureOf = (kind: WaitedKind, wanted: readonly string[]) => {
  const { fail }: StateMachine = STATES[kind]
  let failedImports = 0
  return (resource: Resource | undefined): string | undefined => {
    if (resource === undefined) return 'it is gone'
    const state = stateOf(resource)
    if (fail.includes(state) && !wanted.includes(state))
      return [state, resource.fault?.message].filter(Boolean).join(': ')
    if (resource['binding:vif_type'] === 'binding_failed') return `its binding failed on ${resource['binding:host_id']}`
    // An import that has just been asked for still shows the failure of the one before.
    failedImports = state === 'queued' && resource.os_glance_failed_import ? failedImports + 1 : 0
    return failedImports > 1 ? `its import failed in ${resource.os_glance_failed_import}` : undefined
  }
}

const explained = async (
  cloud: OpenStack,
  kind: WaitedKind,
  id: string,
  last: Resource | undefined,
  error: WaitError,
): Promise<WaitError> => {
  const { words, facts } = await gatherEvidence(cloud, kind, id, last)
  const { message, code, timeline, details } = error
  return new WaitError(
    words === undefined || message.includes(words) ? message : `${message}; ${words}`,
    code as 'E_WAIT_TIMEOUT' | 'E_TERMINAL_STATE',
    [...timeline],
    { cause: error, details: { ...details, kind, id, last: lastState(last), ...facts } },
  )
}

const SHOWN = [
  'name',
  'status',
  'provisioning_status',
  'operating_status',
  'OS-EXT-STS:task_state',
  'OS-EXT-STS:vm_state',
  'updated_at',
  'updated',
]

const lastState = (last: Resource | undefined) =>
  last && {
    ...Object.fromEntries(SHOWN.filter((name) => last[name] !== undefined).map((name) => [name, last[name]])),
    requestId: requestIdFor(last),
  }
