import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { shapeOf } from '../../../../fixtures/contract/openstack/golden/shape.ts'
import { expectNovaError, novaOf } from './nova.ts'

const MINUTES = 60_000

/** Quotas of Nova, and what Placement counts. */
export const QUOTAS: readonly ContractCase[] = [
  {
    id: 'compute-60',
    title: 'The details of a quota tell limit and use, and more than is left is refused with 403 and both',
    needs: ['compute'],
    alone: true,
    run: async (context) => {
      const nova = novaOf(context)
      const path = `/os-quota-sets/${context.cloud.projectId}`
      const details = await nova.ask('GET', `${path}/detail`)
      context.golden('details', shapeOf(details))
      context.golden('limits', shapeOf(await nova.ask('GET', path)))
      const { instances, key_pairs } = details.body.quota_set
      expect(Object.keys(instances).sort()).toEqual(['in_use', 'limit', 'reserved'])
      expect(key_pairs.in_use).toBe(0)
      expect(instances.limit, 'a project with a limit of servers').toBeGreaterThan(0)
      const many = instances.limit + 1
      const refused = await nova.ask('POST', '/servers', nova.body({ min_count: many, max_count: many }))
      const used = `Requested (\\d+, )*${many}(, \\d+)*, but already used (\\d+, )*${instances.in_use}`
      expectNovaError(refused, 403, 'forbidden', new RegExp(`^Quota exceeded for .*instances.*: ${used}`))
      expect(await context.cloud.compute.servers.list({ name: context.name() })).toEqual([])
    },
  },
  {
    id: 'compute-135',
    title: 'Limits and quotas say the same, and what a server holds is counted by both and by Placement',
    needs: ['compute', 'placement'],
    alone: true,
    timeoutMs: 5 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const { projectId } = context.cloud
      const usage = async () => (await context.cloud.placement.usages()).VCPU ?? 0
      const before = { ...(await context.cloud.compute.quota()), placed: await usage() }
      const { id, flavor } = await nova.active()
      const quota = await context.cloud.compute.quota()
      expect(quota.instances.used).toBe(before.instances.used + 1)
      expect(quota.cores.used).toBe(before.cores.used + flavor.vcpus)
      expect(await usage()).toBe(before.placed + flavor.vcpus)
      const limits = await nova.ask('GET', '/limits')
      context.golden('limits', shapeOf(limits))
      const { absolute } = limits.body.limits
      expect([absolute.totalInstancesUsed, absolute.maxTotalInstances]).toEqual([
        quota.instances.used,
        quota.instances.limit,
      ])
      expect([absolute.totalRAMUsed, absolute.maxTotalRAMSize]).toEqual([quota.ram.used, quota.ram.limit])
      const placed = await context.cloud.request({
        service: 'placement',
        method: 'GET',
        path: '/usages',
        query: { project_id: projectId },
        microversion: '1.37',
      })
      expect(Object.keys(placed.body.usages)).toEqual(expect.arrayContaining(['VCPU', 'MEMORY_MB', 'DISK_GB']))
      await nova.remove(id)
      expect((await context.cloud.compute.quota()).instances.used).toBe(before.instances.used)
      expect(await usage()).toBe(before.placed)
    },
  },
  {
    id: 'compute-136',
    title: 'A tenant reads its own quota only and changes none',
    run: async (context) => {
      const nova = novaOf(context)
      const own = `/os-quota-sets/${context.cloud.projectId}`
      const foreign = `/os-quota-sets/${'0'.repeat(32)}`
      const denied = (action: string) => `Policy doesn't allow os_compute_api:os-quota-sets:${action} to be performed.`
      const refused = async (method: 'GET' | 'PUT' | 'DELETE', path: string, action: string, body?: object) =>
        expectNovaError(await nova.ask(method, path, body), 403, 'forbidden', denied(action))
      await refused('GET', foreign, 'show')
      await refused('GET', `${foreign}/detail`, 'detail')
      await refused('PUT', own, 'update', { quota_set: { instances: 1000 } })
      await refused('DELETE', own, 'delete')
      expect((await nova.ask('GET', `${own}/defaults`)).status).toBe(200)
    },
  },
  {
    id: 'compute-137',
    title: 'An administrator’s change of a quota holds until it is deleted',
    needs: ['compute', 'admin', 'own-cloud'],
    alone: true,
    run: async (context) => {
      const nova = novaOf(context)
      const admin = novaOf(context, context.admin())
      const path = `/os-quota-sets/${context.cloud.projectId}`
      context.undo(() => admin.ask('DELETE', path))
      const { in_use } = (await nova.ask('GET', `${path}/detail`)).body.quota_set.instances
      const changed = await admin.ask('PUT', path, { quota_set: { instances: in_use } })
      expect([changed.status, changed.body.quota_set.instances]).toEqual([200, in_use])
      context.golden('changed', shapeOf(changed))
      const refused = await nova.ask('POST', '/servers', nova.body())
      const words = `Quota exceeded for instances: Requested 1, but already used ${in_use} of ${in_use} instances`
      expectNovaError(refused, 403, 'forbidden', words)
      context.golden('over', refused)
      const deleted = await admin.ask('DELETE', path)
      expect([deleted.status, deleted.text]).toEqual([202, ''])
    },
  },
]
