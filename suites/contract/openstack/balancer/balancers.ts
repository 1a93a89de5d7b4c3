import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import { poll } from '../../../../lib/core/poll.ts'
import type { OpenStack, RawAnswer, RawCall } from '../../../../lib/openstack/types.ts'

export const BALANCERS = '/lbaas/loadbalancers'
export const LISTENERS = '/lbaas/listeners'
export const POOLS = '/lbaas/pools'
export const MONITORS = '/lbaas/healthmonitors'

/** Milliseconds of a case: each change takes an amphora a quarter of a minute, and its first start two. */
export const LIMIT_MS = 600_000

/** Of the wall; Octavia locks a project for each creation, and other cases run in it. */
const BUSY = { attempts: 20, pauseMs: 1500 }

/** A request to Octavia, repeated while the project is busy with another one. */
export const octavia = async (
  cloud: OpenStack,
  method: RawCall['method'],
  path: string,
  rest: Omit<RawCall, 'service' | 'method' | 'path'> = {},
): Promise<RawAnswer> => {
  for (let attempt = 1; ; attempt++) {
    const answer = await cloud.request({ service: 'load-balancer', method, path, ...rest })
    if (answer.status !== 503 || attempt === BUSY.attempts) return answer
    await sleep(BUSY.pauseMs)
  }
}

/** OVN where it is there: ready in a second, and the same on every cloud of ours. */
export const providerOf = ({ facts }: ContractContext): string =>
  facts.loadBalancerProviders.includes('ovn') ? 'ovn' : facts.loadBalancerProvider!

/** What both providers know. */
export const algorithmOf = (context: ContractContext): string =>
  providerOf(context) === 'ovn' ? 'SOURCE_IP_PORT' : 'ROUND_ROBIN'

/** A network with a subnet of its own; both are removed after the case. */
export const ownSubnet = async (context: ContractContext, cloud: OpenStack = context.cloud): Promise<string> => {
  const { name, undo } = context
  const network = await cloud.network.networks.create({ name: name() })
  undo(() => removeNetwork(cloud, network.id))
  const fields = { name: name(), network_id: network.id, ip_version: 4, cidr: '10.177.0.0/24' }
  return (await cloud.network.subnets.create(fields)).id
}

// Octavia leaves VIP ports behind where a creation failed, and they hold the network.
const removeNetwork = async (cloud: OpenStack, id: string) => {
  for (const port of await cloud.network.ports.list({ network_id: id }))
    if (!port.device_owner.startsWith('network:')) await cloud.network.ports.delete(port.id)
  await cloud.network.networks.delete(id)
}

/** A request for a balancer; removed with everything in it after the case. */
export const createBalancer = async (
  context: ContractContext,
  body: Record<string, unknown>,
  cloud: OpenStack = context.cloud,
): Promise<RawAnswer> => {
  const loadbalancer = { name: context.name(), provider: providerOf(context), ...body }
  const answer = await octavia(cloud, 'POST', BALANCERS, { body: { loadbalancer } })
  const id = answer.body?.loadbalancer?.id
  if (answer.status === 201) context.undo(() => removeBalancer(context, id, cloud))
  return answer
}

/** The id of a balancer that is active. */
export const activeBalancer = async (context: ContractContext, body: Record<string, unknown> = {}): Promise<string> => {
  const vip = body.vip_subnet_id ?? (await ownSubnet(context))
  const { status, body: created } = await createBalancer(context, { ...body, vip_subnet_id: vip })
  expect(status).toBe(201)
  await settled(context, created.loadbalancer.id)
  return created.loadbalancer.id
}

/** Sends a change and waits for its end; the answer is that to the change. */
export const change = async (
  context: ContractContext,
  balancer: string,
  method: RawCall['method'],
  path: string,
  body?: unknown,
  query?: RawCall['query'],
): Promise<RawAnswer> => {
  const rest = { ...(body !== undefined && { body }), ...(query !== undefined && { query }) }
  const answer = await octavia(context.cloud, method, path, rest)
  if (answer.status < 300) await settled(context, balancer)
  return answer
}

/** A new listener, its id. */
export const addListener = async (
  context: ContractContext,
  balancer: string,
  port: number,
  body: Record<string, unknown> = {},
): Promise<string> => {
  const listener = { loadbalancer_id: balancer, name: context.name(), protocol: 'TCP', protocol_port: port, ...body }
  const answer = await change(context, balancer, 'POST', LISTENERS, { listener })
  expect(answer.status).toBe(201)
  return answer.body.listener.id
}

/** A new pool of a listener, its id. */
export const addPool = async (context: ContractContext, balancer: string, listener: string): Promise<string> => {
  const algorithm = algorithmOf(context)
  const pool = { listener_id: listener, name: context.name(), protocol: 'TCP', lb_algorithm: algorithm }
  const answer = await change(context, balancer, 'POST', POOLS, { pool })
  expect(answer.status).toBe(201)
  return answer.body.pool.id
}

/** Waits until a balancer is pending no more. */
export const settled = (context: ContractContext, id: string): Promise<RawAnswer> =>
  until(context, id, ({ status, body }) => status === 404 || !isPending(body), context.cloud)

/** Waits for the 404. */
export const gone = (context: ContractContext, id: string, cloud = context.cloud): Promise<RawAnswer> =>
  until(context, id, ({ status }) => status === 404, cloud)

const isPending = (body: RawAnswer['body']) => body.loadbalancer.provisioning_status.startsWith('PENDING')

const until = (
  { clock, interval }: ContractContext,
  id: string,
  reached: (answer: RawAnswer) => boolean,
  cloud: OpenStack,
): Promise<RawAnswer> =>
  poll({
    goal: 'load balancer settled',
    interval: interval('load-balancer'),
    clock,
    observe: () => octavia(cloud, 'GET', `${BALANCERS}/${id}`),
    describe: ({ status, body }) => (status === 404 ? 'gone' : body.loadbalancer.provisioning_status),
    until: reached,
  })

/** One that is pending can't be deleted yet. */
const removeBalancer = async (context: ContractContext, id: string, cloud: OpenStack) => {
  const { clock, interval } = context
  await poll({
    goal: 'load balancer removed',
    interval: interval('load-balancer'),
    clock,
    observe: async () => (await octavia(cloud, 'DELETE', `${BALANCERS}/${id}`, { query: { cascade: true } })).status,
    describe: String,
    until: (status) => status === 204 || status === 404,
  })
  await gone(context, id, cloud)
}
