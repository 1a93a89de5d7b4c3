import { setTimeout as sleep } from 'node:timers/promises'
import { StackproofError } from '../../lib/core/errors.ts'
import { isOpenStackError } from '../../lib/openstack/errors.ts'
import type { OpenStack } from '../../lib/openstack/types.ts'
import { tell } from './progress.ts'
import type { Site } from './site.ts'

/** What the calls are about. */
export interface Stock {
  network: string
  securityGroup: string
  /** How many there are; some networks have ports of their own. */
  ports: number
  clear(): Promise<void>
}

// A busy Neutron takes a second for a port, and the client waits a minute for an answer.
const AT_ONCE = 10
const ATTEMPTS = 5
const AGAIN_MS = 10_000

/** Makes a network with that many ports, and a group for rules; whatever it has made goes when something fails. */
export const makeStock = async ({ cloud, name }: Site, ports: number): Promise<Stock> => {
  const { id: network } = await cloud.network.networks.create({ name })
  const clear = () => clearStock(cloud, network, name)
  try {
    const { id: securityGroup } = await cloud.network.securityGroups.create({ name })
    await cloud.network.subnets.create({ network_id: network, ip_version: 4, cidr: '10.96.0.0/16', enable_dhcp: false })
    for (let made = 0; made < ports; made += AT_ONCE) {
      if (made % 100 === 0) tell(`${made} of ${ports} ports are made`)
      await makePorts(cloud, network, name, Math.min(AT_ONCE, ports - made))
    }
    const all = await cloud.network.ports.list({ network_id: network })
    return { network, securityGroup, ports: all.length, clear }
  } catch (error) {
    await clear()
    throw error
  }
}

const makePorts = async (cloud: OpenStack, network: string, name: string, count: number) => {
  const port = { network_id: network, name, admin_state_up: true }
  const body = { ports: Array.from({ length: count }, () => port) }
  const { status, text } = await cloud.request({ service: 'network', method: 'POST', path: '/ports', body })
  if (status === 201) return
  throw new StackproofError('E_OPENSTACK', `expected ${count} more ports, got ${status}: ${text}`, {
    hint: 'With --admin the benchmark makes a project that may have as many; --ports asks for fewer.',
  })
}

const clearStock = async (cloud: OpenStack, network: string, name: string) => {
  for (let attempt = 1; ; attempt++) {
    const ports = await cloud.network.ports.list({ network_id: network })
    // The client has no more than eight requests under way.
    await Promise.all(ports.map(({ id }) => cloud.network.ports.delete(id)))
    try {
      await cloud.network.networks.delete(network)
      break
    } catch (error) {
      // A request that nobody waits for any more may still be making ports.
      if (attempt === ATTEMPTS || !isOpenStackError(error, 409)) throw error
      await sleep(AGAIN_MS)
    }
  }
  for (const { id } of await cloud.network.securityGroups.list({ name })) await cloud.network.securityGroups.delete(id)
}
