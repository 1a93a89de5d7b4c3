import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import {
  activeBalancer,
  addListener,
  addPool,
  algorithmOf,
  BALANCERS,
  change,
  LIMIT_MS,
  LISTENERS,
  MONITORS,
  octavia,
  ownSubnet,
  POOLS,
  settled,
} from './balancers.ts'

/** Cases about what is in a balancer. */
export const CHILDREN: readonly ContractCase[] = [
  {
    id: 'balancer-90',
    title: 'A second listener on protocol and port, pool of a listener or member is a 409; UDP has ports of its own',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { golden } = context
      const subnet = await ownSubnet(context)
      const id = await activeBalancer(context, { vip_subnet_id: subnet })
      const first = { loadbalancer_id: id, name: context.name(), protocol: 'TCP', protocol_port: 80 }
      const created = await change(context, id, 'POST', LISTENERS, { listener: first })
      golden('listener', created)
      const twice = await change(context, id, 'POST', LISTENERS, { listener: first })
      expect([twice.status, twice.body.faultstring]).toEqual([
        409,
        'Another Listener on this Load Balancer is already using protocol TCP and protocol_port 80',
      ])
      golden('listener twice', twice)
      await addListener(context, id, 80, { protocol: 'UDP' })
      const pool = await addPool(context, id, created.body.listener.id)
      const second = { listener_id: created.body.listener.id, protocol: 'TCP', lb_algorithm: algorithmOf(context) }
      const refused = await change(context, id, 'POST', POOLS, { pool: second })
      expect([refused.status, refused.body.faultstring]).toEqual([409, 'This listener already has a default pool'])
      const members = `${POOLS}/${pool}/members`
      const member = { name: context.name(), address: '10.177.0.50', protocol_port: 8080, subnet_id: subnet }
      golden('member', await change(context, id, 'POST', members, { member }))
      const again = await change(context, id, 'POST', members, { member })
      expect(again.status).toBe(409)
      golden('member twice', again)
    },
  },
  {
    id: 'balancer-91',
    title: 'All members of a pool are replaced in one request, a 202 with nothing in it; or only added to',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, golden } = context
      const subnet = await ownSubnet(context)
      const id = await activeBalancer(context, { vip_subnet_id: subnet })
      const pool = await addPool(context, id, await addListener(context, id, 80))
      const path = `${POOLS}/${pool}/members`
      const member = (last: number) => ({ address: `10.177.0.${last}`, protocol_port: 80, subnet_id: subnet })
      const addresses = async () => {
        const { body } = await octavia(cloud, 'GET', path)
        return body.members.map(({ address }: { address: string }) => address).sort()
      }
      const sent = await change(context, id, 'PUT', path, { members: [member(60), member(61)] })
      expect([sent.status, sent.text]).toEqual([202, ''])
      golden('replaced', sent)
      golden('members', await octavia(cloud, 'GET', path))
      expect(await addresses()).toEqual(['10.177.0.60', '10.177.0.61'])
      await change(context, id, 'PUT', path, { members: [member(62)] }, { additive_only: true })
      expect(await addresses()).toEqual(['10.177.0.60', '10.177.0.61', '10.177.0.62'])
      await cloud.loadBalancer.members(pool).replace([member(61)])
      await settled(context, id)
      expect(await addresses()).toEqual(['10.177.0.61'])
      const nothing = await change(context, id, 'PUT', path, { member: [] })
      expect(nothing.status).toBe(400)
      golden('no members', nothing)
    },
  },
  {
    id: 'balancer-93',
    title: 'The status tree names listeners, pools, members and monitors; the counters are five',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, golden } = context
      const subnet = await ownSubnet(context)
      const id = await activeBalancer(context, { vip_subnet_id: subnet })
      const listener = await addListener(context, id, 80)
      const pool = await addPool(context, id, listener)
      const member = { name: context.name(), address: '10.177.0.50', protocol_port: 8080, subnet_id: subnet }
      await change(context, id, 'POST', `${POOLS}/${pool}/members`, { member })
      const tree = await octavia(cloud, 'GET', `${BALANCERS}/${id}/status`)
      const [{ pools }] = tree.body.statuses.loadbalancer.listeners
      expect(pools[0].members[0]).toMatchObject({ operating_status: 'NO_MONITOR', provisioning_status: 'ACTIVE' })
      golden('status', tree)
      golden('statuses', await octavia(cloud, 'GET', `${BALANCERS}/${id}/statuses`))
      for (const path of [`${BALANCERS}/${id}`, `${LISTENERS}/${listener}`]) {
        const { body } = await octavia(cloud, 'GET', `${path}/stats`)
        expect(body.stats).toEqual({
          active_connections: 0,
          bytes_in: 0,
          bytes_out: 0,
          request_errors: 0,
          total_connections: 0,
        })
      }
      expect(await cloud.loadBalancer.loadBalancers.stats(id)).toMatchObject({ total_connections: 0 })
    },
  },
  {
    id: 'balancer-111',
    title: 'A pool has one monitor; a second one is a 409',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { golden } = context
      const id = await activeBalancer(context)
      const pool = await addPool(context, id, await addListener(context, id, 80))
      const healthmonitor = { pool_id: pool, name: context.name(), type: 'TCP', delay: 5, timeout: 3, max_retries: 2 }
      const created = await change(context, id, 'POST', MONITORS, { healthmonitor })
      expect(created.status).toBe(201)
      golden('created', created)
      const second = await change(context, id, 'POST', MONITORS, { healthmonitor })
      expect([second.status, second.body.faultstring]).toEqual([409, 'This pool already has a health monitor'])
    },
  },
  {
    id: 'balancer-112',
    title: 'The provider OVN refuses with 501 what it can not do',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { facts, golden, name } = context
      const id = await activeBalancer(context)
      if (!facts.loadBalancerProviders.includes('ovn')) return
      const refused = async (label: string, path: string, body: unknown) => {
        const answer = await change(context, id, 'POST', path, body)
        expect([label, answer.status]).toEqual([label, 501])
        golden(label, answer)
      }
      const listener = { loadbalancer_id: id, name: name(), protocol: 'TCP', protocol_port: 81 }
      await refused('HTTP', LISTENERS, { listener: { ...listener, protocol: 'HTTP' } })
      await refused('allowed_cidrs', LISTENERS, { listener: { ...listener, allowed_cidrs: ['10.0.0.0/8'] } })
      const pool = { loadbalancer_id: id, name: name(), protocol: 'TCP', lb_algorithm: 'SOURCE_IP_PORT' }
      await refused('HTTP pool', POOLS, { pool: { ...pool, protocol: 'HTTP' } })
      await refused('ROUND_ROBIN', POOLS, { pool: { ...pool, lb_algorithm: 'ROUND_ROBIN' } })
      const of = await addPool(context, id, await addListener(context, id, 80))
      const member = { address: '10.177.0.50', protocol_port: 80, monitor_port: 81 }
      await refused('monitor port', `${POOLS}/${of}/members`, { member })
      const policy = { listener_id: await addListener(context, id, 82), action: 'REJECT' }
      await refused('L7', '/lbaas/l7policies', { l7policy: policy })
      const monitor = { pool_id: of, type: 'HTTP', delay: 5, timeout: 3, max_retries: 2 }
      const http = await change(context, id, 'POST', MONITORS, { healthmonitor: monitor })
      expect([http.status, http.body.faultstring]).toEqual([501, expect.stringContaining('HTTP health monitor type')])
    },
  },
]
