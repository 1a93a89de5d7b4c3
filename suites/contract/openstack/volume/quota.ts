import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import { makeTenant } from '../../../../fixtures/contract/openstack/tenant.ts'
import { connectOpenStack } from '../../../../lib/openstack/connect.ts'
import type { OpenStack } from '../../../../lib/openstack/types.ts'
import { availableVolume, cinder, createVolume } from './volumes.ts'

/** A project of the case's own with these limits. */
export const limited = async (context: ContractContext, limits: Record<string, number>): Promise<OpenStack> => {
  const { admin, entry, name, clock, undo } = context
  const made = await makeTenant(admin(), entry, name('limited'))
  undo(made.remove)
  const cloud = await connectOpenStack({ cloud: made.entry, clock })
  undo(() => cloud.close())
  await setLimits(context, cloud, limits)
  undo(() => cinder(admin(), 'DELETE', `/os-quota-sets/${cloud.projectId}`))
  return cloud
}

/** Changes limits of a project. */
export const setLimits = async (
  { admin }: ContractContext,
  { projectId }: OpenStack,
  limits: Record<string, number>,
) => {
  const answer = await cinder(admin(), 'PUT', `/os-quota-sets/${projectId}`, { body: { quota_set: limits } })
  expect(answer.status).toBe(200)
  return answer
}

/** Cases about Cinder's limits. */
export const QUOTA: readonly ContractCase[] = [
  {
    id: 'volume-81',
    title: 'Over a quota Cinder answers 413 with Retry-After 0, which the client takes as final',
    needs: ['block-storage', 'admin', 'own-cloud'],
    run: async (context) => {
      const { name, golden } = context
      const cloud = await limited(context, { volumes: 1, snapshots: 0, gigabytes: 2 })
      const id = await availableVolume(context, {}, cloud)
      const second = await createVolume(context, { name: name('second') }, cloud)
      expect([second.status, second.headers['retry-after']]).toEqual([413, '0'])
      expect(second.body.overLimit.message).toMatch(/^VolumeLimitExceeded: /)
      golden('volumes', second)
      const snapshot = { body: { snapshot: { volume_id: id, name: name('snapshot') } } }
      golden('snapshots', await cinder(cloud, 'POST', '/snapshots', snapshot))
      await setLimits(context, cloud, { volumes: 5 })
      const large = await createVolume(context, { size: 5 }, cloud)
      expect(large.body.overLimit.message).toMatch(/^VolumeSizeExceedsAvailableQuota: /)
      golden('gigabytes', large)
      golden('extend', await cinder(cloud, 'POST', `/volumes/${id}/action`, { body: { 'os-extend': { new_size: 9 } } }))
      const begun = performance.now()
      const refused = cloud.blockStorage.volumes.create({ size: 5, name: name('large') })
      await expect(refused).rejects.toMatchObject({ code: 'E_QUOTA', details: { status: 413 } })
      expect(performance.now() - begun).toBeLessThan(5000)
    },
  },
  {
    id: 'volume-120',
    title: 'Cinder tells limits and what is used of them, by volume type too, and only to the project itself',
    needs: ['block-storage', 'admin', 'own-cloud'],
    run: async (context) => {
      const { cloud: stranger, golden } = context
      const cloud = await limited(context, { volumes: 3, gigabytes: 7, snapshots: 2 })
      await availableVolume(context, {}, cloud)
      const path = `/os-quota-sets/${cloud.projectId}`
      const usage = await cinder(cloud, 'GET', path, { query: { usage: true } })
      expect(usage.body.quota_set.volumes).toEqual({ limit: 3, in_use: 1, reserved: 0 })
      expect(usage.body.quota_set.gigabytes).toEqual({ limit: 7, in_use: 1, reserved: 0 })
      expect(Object.keys(usage.body.quota_set)).toContain('volumes___DEFAULT__')
      expect(await cloud.blockStorage.quota()).toEqual({
        volumes: { limit: 3, used: 1 },
        gigabytes: { limit: 7, used: 1 },
        snapshots: { limit: 2, used: 0 },
      })
      expect(await cloud.blockStorage.limits()).toMatchObject({ maxTotalVolumes: 3, totalGigabytesUsed: 1 })
      golden('limits', await cinder(cloud, 'GET', '/limits'))
      const foreign = await cinder(stranger, 'GET', path)
      expect(foreign.status).toBe(403)
      golden('foreign', foreign)
      const own = await cinder(cloud, 'PUT', path, { body: { quota_set: { volumes: 99 } } })
      expect(own.status).toBe(403)
      golden('own', own)
    },
  },
]
