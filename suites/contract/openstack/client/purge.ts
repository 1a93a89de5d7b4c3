import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import {
  missing,
  remaining,
  type SeededProject,
  seedProject,
} from '../../../../fixtures/contract/openstack/seeded-project.ts'
import { classify } from '../../../../lib/openstack/attribution/classify.ts'
import { takeInventory } from '../../../../lib/openstack/inventory/take.ts'
import { purge } from '../../../../lib/openstack/purge/purge.ts'
import { openThrough } from '../through.ts'

interface Thing {
  kind: string
  id: string
}

const keys = (things: readonly Thing[]) => things.map(({ kind, id }) => `${kind} ${id}`).sort()

const seed = (context: ContractContext, facts = context.facts): Promise<SeededProject> => {
  const { cloud, clock, signal, undo, interval } = context
  return seedProject({ cloud, other: context.other(), facts, clock, signal, undo, interval })
}

/** Cases about cleaning up. */
export const PURGE: readonly ContractCase[] = [
  {
    id: 'client-108',
    title: 'A purge through a bad network deletes everything of a run, and the report before it is exact',
    needs: ['other-project', 'compute', 'external-network'],
    timeoutMs: 600_000,
    oneOf: 'seeded-project',
    run: async (context) => {
      const { clock, signal } = context
      const seeded = await seed(context)
      const classified = classify(await takeInventory(context.cloud, signal), { run: seeded.run })
      const ours = classified.filter(({ ownership }) => ownership === 'ours').map(({ item }) => item)
      expect(keys(ours)).toEqual(keys(seeded.ours))
      const { cloud, proxy } = await openThrough(context)
      proxy.rule({ method: 'DELETE', skip: 1, times: 1, fault: { kind: 'reset-after' } })
      proxy.rule({ method: 'DELETE', skip: 4, times: 1, fault: { kind: 'reset' } })
      proxy.rule({ method: 'DELETE', skip: 7, times: 1, fault: { kind: 'answer', answer: { status: 503 } } })
      proxy.rule({ method: 'GET', skip: 20, times: 2, fault: { kind: 'cut', afterBytes: 5 } })
      const report = await purge({ cloud, clock, signal, selection: { proof: { run: seeded.run } } })
      expect(report.failed).toEqual([])
      expect(keys(await remaining(seeded, signal))).toEqual([])
      const again = await purge({ cloud, clock, signal, selection: { proof: { run: seeded.run } } })
      expect(again).toMatchObject({ deleted: [], failed: [], passes: 0 })
    },
  },
  {
    id: 'client-109',
    title: 'A purge leaves alone what only looks like the run, what is reserved, and what every project has',
    needs: ['other-project', 'external-network'],
    timeoutMs: 600_000,
    oneOf: 'seeded-project',
    run: async (context) => {
      const { cloud, clock, signal } = context
      // Machines and balancers of the run are another case's.
      const seeded = await seed(context, { ...context.facts, image: undefined, loadBalancerProvider: undefined })
      expect(seeded.decoys.length).toBeGreaterThan(5)
      const report = await purge({ cloud, clock, signal, selection: { proof: { run: seeded.run } } })
      expect(report.failed).toEqual([])
      expect(keys(await missing(seeded, signal))).toEqual([])
      if (seeded.reserved !== undefined) {
        expect(keys(report.released)).toEqual(keys([seeded.reserved]))
        expect((await cloud.network.floatingIps.get(seeded.reserved.id)).port_id).toBeNull()
      }
      const groups = await cloud.network.securityGroups.list({ name: 'default' })
      expect(groups.map(({ project_id }) => project_id)).toContain(cloud.projectId)
    },
  },
]
