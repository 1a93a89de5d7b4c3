import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import {
  activeBalancer,
  addListener,
  addPool,
  BALANCERS,
  change,
  createBalancer,
  gone,
  LIMIT_MS,
  LISTENERS,
  octavia,
  ownSubnet,
  POOLS,
  settled,
} from './balancers.ts'

/** Cases about balancers from their creation to their end. */
export const LIFE: readonly ContractCase[] = [
  {
    id: 'balancer-85',
    title: 'A balancer is answered with 201 as PENDING_CREATE, gets a VIP port, and becomes ACTIVE',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, golden, name } = context
      const subnet = await ownSubnet(context)
      const created = await createBalancer(context, {
        vip_subnet_id: subnet,
        description: 'of a contract',
        tags: [name()],
      })
      expect([created.status, created.body.loadbalancer.provisioning_status]).toEqual([201, 'PENDING_CREATE'])
      golden('created', created)
      const active = await settled(context, created.body.loadbalancer.id)
      expect(active.body.loadbalancer).toMatchObject({ provisioning_status: 'ACTIVE', operating_status: 'ONLINE' })
      expect(active.body.loadbalancer.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)
      golden('active', active)
      const port = await cloud.network.ports.get(active.body.loadbalancer.vip_port_id)
      expect(port.fixed_ips).toEqual([{ subnet_id: subnet, ip_address: active.body.loadbalancer.vip_address }])
      expect(port.name).toBe(
        `${port.device_owner === 'Octavia' ? 'octavia-lb' : 'ovn-lb-vip'}-${active.body.loadbalancer.id}`,
      )
    },
  },
  {
    id: 'balancer-86',
    title: 'While a balancer is pending, every change is a 409: one text for itself, another for what is in it',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, name } = context
      const id = await activeBalancer(context)
      const seen = await collide(context, id)
      expect([...seen].sort()).toEqual([
        `Invalid state PENDING_UPDATE of loadbalancer resource ${id}`,
        `Load Balancer ${id} is immutable and cannot be updated.`,
      ])
      await settled(context, id)
      const { loadBalancers, listeners } = cloud.loadBalancer
      const fields = { loadbalancer_id: id, name: name(), protocol: 'TCP', protocol_port: 81 }
      const [renamed, listener] = await Promise.all([
        loadBalancers.update(id, { description: 'one of two' }),
        listeners.create(fields),
      ])
      expect([renamed.description, listener.protocol_port]).toEqual(['one of two', 81])
    },
  },
  {
    id: 'balancer-87',
    title: 'A balancer in ERROR refuses every change in the words of a pending one, but can be deleted',
    needs: ['load-balancer', 'amphora', 'admin', 'own-cloud'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, golden } = context
      const id = await brokenBalancer(context)
      const own = await octavia(cloud, 'PUT', `${BALANCERS}/${id}`, { body: { loadbalancer: { description: 'x' } } })
      expect([own.status, own.body.faultstring]).toEqual([409, `Invalid state ERROR of loadbalancer resource ${id}`])
      golden('itself', own)
      const pool = { loadbalancer_id: id, protocol: 'TCP', lb_algorithm: 'ROUND_ROBIN' }
      const child = await octavia(cloud, 'POST', POOLS, { body: { pool } })
      expect([child.status, child.body.faultstring]).toEqual([
        409,
        `Load Balancer ${id} is immutable and cannot be updated.`,
      ])
      golden('inside', child)
      golden('tree', await octavia(cloud, 'GET', `${BALANCERS}/${id}/status`))
      const update = cloud.loadBalancer.loadBalancers.update(id, { description: 'x' })
      await expect(update).rejects.toMatchObject({ code: 'E_OPENSTACK', details: { status: 409 } })
      const { vip_port_id: port } = await cloud.loadBalancer.loadBalancers.get(id)
      expect((await octavia(cloud, 'DELETE', `${BALANCERS}/${id}`)).status).toBe(204)
      await gone(context, id)
      await expect(cloud.network.ports.get(port)).rejects.toMatchObject({ details: { status: 404 } })
    },
  },
  {
    id: 'balancer-88',
    title: 'A balancer with children is a 400 to delete; emptied from the inside it goes',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, golden } = context
      const id = await activeBalancer(context)
      const listener = await addListener(context, id, 80)
      const pool = await addPool(context, id, listener)
      const refused = await octavia(cloud, 'DELETE', `${BALANCERS}/${id}`)
      expect(refused.status).toBe(400)
      expect(refused.body.faultstring).toBe(`Validation failure: Cannot delete Load Balancer ${id} - it has children`)
      golden('children', refused)
      expect((await change(context, id, 'DELETE', `${POOLS}/${pool}`)).status).toBe(204)
      const members = await octavia(cloud, 'GET', `${POOLS}/${pool}/members`)
      expect(members.status).toBe(404)
      golden('members of no pool', members)
      expect((await cloud.loadBalancer.listeners.get(listener)).default_pool_id).toBeNull()
      expect((await change(context, id, 'DELETE', `${LISTENERS}/${listener}`)).status).toBe(204)
      golden('no listener', await octavia(cloud, 'GET', `${LISTENERS}/${listener}`))
      expect((await octavia(cloud, 'DELETE', `${BALANCERS}/${id}`)).status).toBe(204)
      golden('gone', await gone(context, id))
    },
  },
  {
    id: 'balancer-89',
    title: 'By cascade a balancer goes with everything in it, and its VIP port too',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud } = context
      const id = await activeBalancer(context)
      await addPool(context, id, await addListener(context, id, 80))
      const { vip_port_id: port } = await cloud.loadBalancer.loadBalancers.get(id)
      await cloud.loadBalancer.loadBalancers.delete(id, { cascade: true })
      await gone(context, id)
      await expect(cloud.network.ports.get(port)).rejects.toMatchObject({ details: { status: 404 } })
      expect((await octavia(cloud, 'DELETE', `${BALANCERS}/${id}`)).status).toBe(404)
      await cloud.loadBalancer.loadBalancers.delete(id)
    },
  },
]

/** Changes a balancer until changes of it and of its children were refused; a few times, as pending may be short. */
const collide = async (context: ContractContext, id: string): Promise<Set<string>> => {
  const { cloud } = context
  const seen = new Set<string>()
  for (let attempt = 0; attempt < 20 && seen.size < 2; attempt++) {
    await settled(context, id)
    const put = () => octavia(cloud, 'PUT', `${BALANCERS}/${id}`, { body: { loadbalancer: { description: 'x' } } })
    const pool = { loadbalancer_id: id, protocol: 'TCP' }
    const post = () => octavia(cloud, 'POST', POOLS, { body: { pool: { ...pool, lb_algorithm: 'SOURCE_IP' } } })
    expect((await put()).status).toBe(200)
    for (const answer of await Promise.all([put(), post(), put()]))
      if (answer.status === 409) seen.add(answer.body.faultstring)
  }
  return seen
}

const PROFILES = '/lbaas/flavorprofiles'

/** The id of a balancer that came up in ERROR, as no host has room for the machine that its flavor wants. */
const brokenBalancer = async (context: ContractContext): Promise<string> => {
  const { admin, name, undo } = context
  const make = async (path: string, kind: string, fields: Record<string, unknown>): Promise<string> => {
    const { status, body } = await octavia(admin(), 'POST', path, { body: { [kind]: { name: name(), ...fields } } })
    expect(status).toBe(201)
    undo(() => octavia(admin(), 'DELETE', `${path}/${body[kind].id}`))
    return body[kind].id
  }
  const unknown = randomUUID()
  const flavor_data = JSON.stringify({ compute_flavor: unknown })
  const refused = await octavia(admin(), 'POST', PROFILES, {
    body: { flavorprofile: { name: name(), provider_name: 'amphora', flavor_data } },
  })
  expect([refused.status, refused.body.faultstring]).toEqual([
    500,
    `Provider 'amphora' reports error: Nova flavor ${unknown} not found.`,
  ])
  const data = JSON.stringify({ compute_flavor: await hugeMachine(context) })
  const profile = await make(PROFILES, 'flavorprofile', { provider_name: 'amphora', flavor_data: data })
  const flavor = await make('/lbaas/flavors', 'flavor', { enabled: true, flavor_profile_id: profile })
  const subnet = await ownSubnet(context)
  const fields = { vip_subnet_id: subnet, provider: 'amphora', flavor_id: flavor }
  const { body } = await createBalancer(context, fields)
  const { body: end } = await settled(context, body.loadbalancer.id)
  expect(end.loadbalancer.provisioning_status).toBe('ERROR')
  return body.loadbalancer.id
}

/** A flavor of Nova's that fits on no host. */
const hugeMachine = async ({ admin, name, undo }: ContractContext): Promise<string> => {
  const nova = (method: 'POST' | 'DELETE', path: string, body?: unknown) =>
    admin().request({ service: 'compute', method, path, ...(body !== undefined && { body }) })
  const flavor = { name: name(), vcpus: 1, ram: 100_000_000, disk: 1 }
  const { status, text } = await nova('POST', '/flavors', { flavor })
  expect(status).toBe(200)
  const { id } = JSON.parse(text).flavor
  undo(() => nova('DELETE', `/flavors/${id}`))
  return id
}
