import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { createBalancer, LIMIT_MS, octavia, ownSubnet } from './balancers.ts'

const POLICIES = '/lbaas/l7policies'

/** Cases about what a listener does with some of its requests. */
export const POLICY_CASES: readonly ContractCase[] = [
  {
    id: 'balancer-120',
    title:
      'L7 policies and their rules come with the listener in one request, or not at all from a provider without them',
    needs: ['load-balancer', 'amphora'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, facts, golden } = context
      const rules = [{ type: 'PATH', compare_type: 'STARTS_WITH', value: '/x' }]
      const redirect = { name: 'second', action: 'REDIRECT_TO_URL', redirect_url: 'http://192.0.2.1/' }
      const l7policies = [{ name: 'first', action: 'REJECT', rules }, redirect]
      const listeners = [{ name: 'one', protocol: 'HTTP', protocol_port: 80, l7policies }]
      const graph = { vip_subnet_id: await ownSubnet(context), listeners }
      if (facts.loadBalancerProviders.includes('ovn'))
        expect((await createBalancer(context, { ...graph, provider: 'ovn' })).status).toBe(501)
      const created = await createBalancer(context, { ...graph, provider: 'amphora' })
      expect(created.status).toBe(201)
      golden('created', created)
      const [listener] = created.body.loadbalancer.listeners
      const [first, second] = listener.l7policies
      expect([first.position, second.position, first.rules[0].value]).toEqual([1, 2, '/x'])
      const shown = await cloud.loadBalancer.listeners.get(listener.id)
      expect(shown.l7policies).toEqual([{ id: first.id }, { id: second.id }])
      expect(await cloud.loadBalancer.l7Policies.get(second.id)).toMatchObject({ redirect_http_code: 302 })
      expect((await cloud.loadBalancer.l7Rules(first.id).list()).map(({ id }) => id)).toEqual([first.rules[0].id])
      const wrong = async (label: string, status: number, l7policy: Record<string, unknown>) => {
        const answer = await octavia(cloud, 'POST', POLICIES, { body: { l7policy } })
        expect([label, answer.status]).toEqual([label, status])
        golden(label, answer)
      }
      await wrong('no listener', 400, { action: 'REJECT' })
      await wrong('no URL', 400, { listener_id: listener.id, action: 'REDIRECT_TO_URL' })
      const nowhere = await octavia(cloud, 'GET', `${POLICIES}/${created.body.loadbalancer.id}/rules`)
      expect(nowhere.status).toBe(404)
      golden('rules of no policy', nowhere)
    },
  },
]
