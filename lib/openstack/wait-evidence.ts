import { describeError } from '../core/errors.ts'
import type { OpenStack, Resource } from './types.ts'
import type { WaitedKind } from './wait-states.ts'

/** What the cloud says about why a resource is not as wanted. */
export interface Evidence {
  /** In a few words, for the message. */
  words?: string
  /** For the details. */
  facts: Record<string, unknown>
}

type Ask = (cloud: OpenStack, id: string, last: Resource | undefined, signal: AbortSignal) => Promise<Evidence>

// Of the wall: the wait has failed already, its report must not hang.
const ASK_MS = 20_000

/** Asks the service of a resource for its causes. Never throws. */
export const gatherEvidence = async (
  cloud: OpenStack,
  kind: WaitedKind,
  id: string,
  last: Resource | undefined,
): Promise<Evidence> => {
  try {
    return (await ASK[kind]?.(cloud, id, last, AbortSignal.timeout(ASK_MS))) ?? { facts: {} }
  } catch (error) {
    return { facts: { evidence: `none to be had: ${describeError(error)}` } }
  }
}

const messages: Ask = async (cloud, id, _last, signal) =>
  said(await cloud.blockStorage.volumes.messages(id, { signal }))

const said = (texts: string[]): Evidence => ({ facts: { messages: texts }, ...(texts[0] && { words: texts[0] }) })

const ASK: Partial<Record<WaitedKind, Ask>> = {
  server: async (cloud, id, last, signal) => {
    const actions = await cloud.compute.servers.instanceActions(id, { signal })
    const facts = actions.slice(0, 5).map(({ action, request_id, start_time, message }) => ({
      action,
      request_id,
      start_time,
      message,
    }))
    return { facts: { fault: last?.fault, actions: facts } }
  },
  volume: messages,
  snapshot: messages,
  backup: messages,
  image: async (cloud, id, last, signal) => {
    const tasks = await cloud.image.tasks(id, { signal })
    const words = tasks.map(({ message }) => message).find((message) => typeof message === 'string' && message !== '')
    const facts = tasks.map(({ type, status, message, request_id }) => ({ type, status, message, request_id }))
    return { facts: { failedImport: last?.os_glance_failed_import, tasks: facts }, ...(words && { words }) }
  },
  loadbalancer: async (cloud, id, _last, signal) => {
    const children = unhealthy(await cloud.loadBalancer.loadBalancers.statusTree(id, { signal }))
    const words = children.map((child) => `${child.kind} ${child.name || child.id} is ${child.state}`).join(', ')
    return { facts: { children }, ...(words && { words }) }
  },
  port: async (_cloud, _id, last) => {
    const facts = { vif: last?.['binding:vif_type'], host: last?.['binding:host_id'], device: last?.device_id }
    return { facts }
  },
}

interface Child {
  kind: string
  id: string
  name: string
  state: string
}

/** Everything below a load balancer that is not ACTIVE. */
export const unhealthy = (tree: Record<string, unknown>): Child[] => {
  const found = new Map<string, Child>()
  const walk = (kind: string, value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(kind, one)
    else if (typeof value === 'object' && value !== null) visit(kind, value as Record<string, unknown>)
  }
  const visit = (kind: string, node: Record<string, unknown>): void => {
    const state = String(node.provisioning_status ?? 'ACTIVE')
    if (state !== 'ACTIVE' && kind !== 'loadbalancer')
      found.set(`${kind} ${node.id}`, { kind, id: String(node.id), name: String(node.name ?? ''), state })
    for (const [name, value] of Object.entries(node)) walk(singular(name), value)
  }
  walk('loadbalancer', tree.loadbalancer)
  return [...found.values()]
}

// A pool is listed below its listener and below the load balancer; `health_monitor` is one, the others are lists.
const singular = (name: string) => (name === 'l7policies' ? 'l7policy' : name.replace(/s$/, ''))
