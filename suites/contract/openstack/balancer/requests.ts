import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { shapeOf } from '../../../../fixtures/contract/openstack/golden/shape.ts'
import {
  activeBalancer,
  addListener,
  BALANCERS,
  change,
  createBalancer,
  LIMIT_MS,
  LISTENERS,
  MONITORS,
  octavia,
  ownSubnet,
  POOLS,
} from './balancers.ts'

/** Cases about how Octavia is asked, and what it refuses. */
export const REQUESTS: readonly ContractCase[] = [
  {
    id: 'balancer-96',
    title: 'What is unknown in a request for a balancer is a 400 that says so',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, golden } = context
      const subnet = await ownSubnet(context)
      const refused = async (label: string, body: Record<string, unknown>) => {
        const answer = await createBalancer(context, { vip_subnet_id: subnet, ...body })
        expect([label, answer.status]).toEqual([label, 400])
        golden(label, answer)
      }
      await refused('provider', { provider: 'contract' })
      await refused('flavor', { flavor_id: randomUUID() })
      await refused('zone', { availability_zone: 'contract' })
      await refused('field', { contract: true })
      await refused('place', { vip_subnet_id: undefined })
      await refused('subnet', { vip_subnet_id: randomUUID() })
      await refused('network', { vip_subnet_id: undefined, vip_network_id: randomUUID() })
      await refused('port', { vip_subnet_id: undefined, vip_port_id: randomUUID() })
      await refused('no id', { vip_subnet_id: 'here' })
      await refused('address', { vip_address: 'here' })
      const filter = await octavia(cloud, 'GET', BALANCERS, { query: { contract: 'x' } })
      expect(filter.status).toBe(400)
      golden('filter', filter)
      golden('envelope', await octavia(cloud, 'POST', BALANCERS, { body: { contract: {} } }))
      const malformed = { body: '{', headers: { 'content-type': 'application/json' } }
      golden('malformed', await octavia(cloud, 'POST', BALANCERS, malformed))
    },
  },
  {
    id: 'balancer-115',
    title: 'What is missing or wrong in a request for a child is a 400 that names the field',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { golden, name } = context
      const id = await activeBalancer(context)
      const listener = await addListener(context, id, 80)
      const refused = async (label: string, status: number, method: 'POST' | 'PUT', path: string, body: unknown) => {
        const answer = await change(context, id, method, path, body)
        expect([label, answer.status]).toEqual([label, status])
        golden(label, answer)
      }
      const fields = { loadbalancer_id: id, name: name(), protocol: 'TCP', protocol_port: 81 }
      await refused('no port', 400, 'POST', LISTENERS, { listener: { ...fields, protocol_port: undefined } })
      await refused('large port', 400, 'POST', LISTENERS, { listener: { ...fields, protocol_port: 65_536 } })
      await refused('no balancer', 400, 'POST', LISTENERS, { listener: { ...fields, loadbalancer_id: undefined } })
      await refused('which balancer', 404, 'POST', LISTENERS, {
        listener: { ...fields, loadbalancer_id: randomUUID() },
      })
      await refused('other port', 400, 'PUT', `${LISTENERS}/${listener}`, { listener: { protocol_port: 81 } })
      await refused('pool of nothing', 400, 'POST', POOLS, {
        pool: { protocol: 'TCP', lb_algorithm: 'SOURCE_IP_PORT' },
      })
      await refused('no protocol', 400, 'POST', POOLS, {
        pool: { listener_id: listener, lb_algorithm: 'SOURCE_IP_PORT' },
      })
      const monitor = { pool_id: randomUUID(), type: 'TCP', delay: 5, timeout: 3, max_retries: 2 }
      await refused('which pool', 404, 'POST', MONITORS, { healthmonitor: monitor })
    },
  },
  {
    id: 'balancer-116',
    title: 'Unknown things of Octavia’s are a 404 in its own words, unknown paths and methods in those of its router',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async ({ cloud, golden }) => {
      for (const [label, path] of [
        ['balancer', `${BALANCERS}/${randomUUID()}`],
        ['no id', `${BALANCERS}/contract`],
        ['listener', `${LISTENERS}/${randomUUID()}`],
        ['pool', `${POOLS}/${randomUUID()}`],
        ['members', `${POOLS}/${randomUUID()}/members`],
        ['monitor', `${MONITORS}/${randomUUID()}`],
        ['policy', `/lbaas/l7policies/${randomUUID()}`],
        ['path', '/lbaas/contract'],
      ] as const) {
        const answer = await octavia(cloud, 'GET', path)
        expect([label, answer.status]).toEqual([label, 404])
        golden(label, answer)
      }
      const method = await octavia(cloud, 'PATCH', BALANCERS)
      expect(method.status).toBe(405)
      golden('method', method)
      const stranger = await octavia(cloud, 'GET', BALANCERS, { token: 'no-token' })
      expect(stranger.status).toBe(401)
      golden('stranger', stranger)
    },
  },
  {
    id: 'balancer-117',
    title: 'Another project’s balancer is a 403, not a 404, and what an operator may do is one too',
    needs: ['load-balancer', 'other-project'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, other, golden } = context
      const id = await activeBalancer(context)
      for (const method of ['GET', 'DELETE'] as const) {
        const answer = await octavia(other(), method, `${BALANCERS}/${id}`)
        expect(answer.status).toBe(403)
        golden(method, answer)
      }
      const listed = await octavia(other(), 'GET', BALANCERS, { query: { project_id: cloud.projectId } })
      expect(listed.status).toBe(403)
      for (const path of ['/octavia/amphorae', '/lbaas/flavorprofiles', '/lbaas/quotas/defaults'])
        expect([path, (await octavia(cloud, 'GET', path)).status]).toEqual([path, 403])
      expect((await octavia(cloud, 'PUT', `${BALANCERS}/${id}/failover`)).status).toBe(403)
    },
  },
  {
    id: 'balancer-118',
    title: 'A balancer takes a new description and tags, and nothing of where it is',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, golden, name } = context
      const id = await activeBalancer(context)
      const body = { loadbalancer: { description: 'told', tags: [name()] } }
      const changed = await change(context, id, 'PUT', `${BALANCERS}/${id}`, body)
      expect(changed.body.loadbalancer).toMatchObject({ description: 'told', provisioning_status: 'PENDING_UPDATE' })
      golden('changed', changed)
      const moved = { loadbalancer: { vip_address: '10.177.0.9' } }
      const refused = await change(context, id, 'PUT', `${BALANCERS}/${id}`, moved)
      expect(refused.status).toBe(400)
      golden('moved', refused)
      expect((await cloud.loadBalancer.loadBalancers.get(id)).tags).toEqual([name()])
    },
  },
  {
    id: 'balancer-119',
    title: 'Providers, flavors, zones and policies are lists for every project',
    // Another case makes a flavor of its own.
    alone: true,
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async ({ cloud, facts, golden }) => {
      expect([...(await cloud.loadBalancer.providers())].sort()).toEqual(facts.loadBalancerProviders)
      const { body } = await octavia(cloud, 'GET', '/lbaas/providers')
      expect(Object.keys(body.providers[0]).sort()).toEqual(['description', 'name'])
      for (const kind of ['flavors', 'availabilityzones', 'l7policies'])
        golden(kind, shapeOf(await octavia(cloud, 'GET', `/lbaas/${kind}`)))
    },
  },
]
