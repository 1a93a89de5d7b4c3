import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { algorithmOf, BALANCERS, createBalancer, LIMIT_MS, octavia, ownSubnet, settled } from './balancers.ts'

/** Cases about balancers that are created with everything in them. */
export const GRAPHS: readonly ContractCase[] = [
  {
    id: 'balancer-92',
    title:
      'One request creates a balancer with listeners, a pool that they share, and members; its answer has them inside',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, golden } = context
      const subnet = await ownSubnet(context)
      const members = [{ name: 'one', address: '10.177.0.5', protocol_port: 80, subnet_id: subnet }]
      const pool = { name: 'shared', protocol: 'TCP', lb_algorithm: algorithmOf(context), members }
      const listeners = [
        { name: 'first', protocol: 'TCP', protocol_port: 80, default_pool: pool },
        { name: 'second', protocol: 'TCP', protocol_port: 81, default_pool: { name: 'shared' } },
      ]
      const created = await createBalancer(context, { vip_subnet_id: subnet, listeners })
      expect(created.status).toBe(201)
      const balancer = created.body.loadbalancer
      expect(balancer.listeners).toHaveLength(2)
      expect(balancer.pools[0].members[0]).toMatchObject({
        address: '10.177.0.5',
        provisioning_status: 'PENDING_CREATE',
      })
      golden('created', created)
      const shown = await settled(context, balancer.id)
      expect(Object.keys(shown.body.loadbalancer.pools[0])).toEqual(['id'])
      golden('shown', shown)
      golden('tree', await octavia(cloud, 'GET', `${BALANCERS}/${balancer.id}/status`))
    },
  },
  {
    id: 'balancer-113',
    title: 'A graph whose pools have no name, two times the same or none at all is refused as a whole',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { golden } = context
      const subnet = await ownSubnet(context)
      const pool = { protocol: 'TCP', lb_algorithm: algorithmOf(context) }
      const listener = { name: 'one', protocol: 'TCP', protocol_port: 80 }
      const refused = async (label: string, status: number, body: Record<string, unknown>) => {
        const answer = await createBalancer(context, { vip_subnet_id: subnet, ...body })
        expect([label, answer.status]).toEqual([label, status])
        golden(label, answer)
      }
      await refused('nameless', 400, { listeners: [{ ...listener, default_pool: pool }] })
      await refused('no such pool', 400, { listeners: [{ ...listener, default_pool: { name: 'nowhere' } }] })
      const named = { ...pool, name: 'same' }
      await refused('two of a name', 400, { pools: [named, named] })
      await refused('no protocol', 400, { listeners: [{ name: 'one', protocol_port: 80 }] })
      await refused('two on a port', 409, { listeners: [listener, { ...listener, name: 'two' }] })
    },
  },
  {
    id: 'balancer-114',
    title: 'A graph that is refused after its VIP was made leaves the port behind, without a balancer',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, name } = context
      const subnet = await ownSubnet(context)
      const listener = { name: 'one', protocol: 'TCP', protocol_port: 80 }
      const listeners = [listener, { ...listener, name: 'two' }]
      expect((await createBalancer(context, { vip_subnet_id: subnet, listeners })).status).toBe(409)
      expect(await cloud.loadBalancer.loadBalancers.list({ name: name() })).toEqual([])
      const { network_id: network } = await cloud.network.subnets.get(subnet)
      const left = (await cloud.network.ports.list({ network_id: network })).map((port) => port.name)
      expect(left.filter((port) => /^(ovn-lb-vip|octavia-lb)-/.test(port!))).toHaveLength(1)
    },
  },
]
