import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { makeTenant } from '../../../../fixtures/contract/openstack/tenant.ts'
import { connectOpenStack } from '../../../../lib/openstack/connect.ts'
import { createBalancer, LIMIT_MS, octavia, ownSubnet } from './balancers.ts'

/** Cases about Octavia's limits. */
export const QUOTA: readonly ContractCase[] = [
  {
    id: 'balancer-97',
    title: 'Quotas are written in either spelling and read in one, without what is used; over one is a 403',
    needs: ['load-balancer', 'admin', 'own-cloud'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { admin, cloud: stranger, clock, entry, golden, name, undo } = context
      const made = await makeTenant(admin(), entry, name('limited'))
      undo(made.remove)
      const cloud = await connectOpenStack({ cloud: made.entry, clock })
      undo(() => cloud.close())
      const path = `/lbaas/quotas/${cloud.projectId}`
      undo(() => octavia(admin(), 'DELETE', path))
      const set = (quota: Record<string, number>) => octavia(admin(), 'PUT', path, { body: { quota } })
      const first = await set({ loadbalancer: 0, healthmonitor: 3, listener: 2 })
      expect(first.status).toBe(202)
      golden('set', first)
      expect((await set({ load_balancer: 0, health_monitor: 4 })).body.quota).toMatchObject({ health_monitor: 4 })
      const shown = await octavia(cloud, 'GET', path)
      expect(shown.body.quota).toEqual({
        load_balancer: 0,
        listener: 2,
        member: -1,
        pool: -1,
        health_monitor: 4,
        l7policy: -1,
        l7rule: -1,
      })
      expect(await cloud.loadBalancer.quota()).toMatchObject({ load_balancer: 0 })
      golden('list', await octavia(cloud, 'GET', '/lbaas/quotas'))
      golden('default', await octavia(cloud, 'GET', `${path}/default`))
      for (const [label, quota] of [
        ['unknown', { contract: 1 }],
        ['negative', { listener: -5 }],
      ] as const) {
        const refused = await set(quota as Record<string, number>)
        expect(refused.status).toBe(400)
        golden(label, refused)
      }
      const foreign = await octavia(stranger, 'GET', path)
      expect(foreign.status).toBe(403)
      golden('foreign', foreign)
      const subnet = await ownSubnet(context, cloud)
      const over = await createBalancer(context, { vip_subnet_id: subnet }, cloud)
      expect([over.status, over.body.faultstring]).toEqual([403, 'Quota has been met for resources: Load Balancer'])
      golden('over', over)
      const create = cloud.loadBalancer.loadBalancers.create({ name: name(), vip_subnet_id: subnet })
      await expect(create).rejects.toMatchObject({ code: 'E_QUOTA', details: { status: 403 } })
    },
  },
]
