import { AUDIT, type AuditResult } from '../../../fixtures/phases/audit.ts'
import { TEARDOWN, type TeardownResult } from '../../../fixtures/phases/teardown.ts'
import type { CheckContext } from '../../../lib/catalog/check.ts'
import { defineCheck } from '../../../lib/catalog/define.ts'
import { blockedBy, ensure } from '../../../lib/catalog/outcome.ts'

const LEAKS = ['cluster.leaks-port', 'lb.leaks-floating-ip', 'storage.volume-stays']

/** The tidy way: Services and claims first. */
export const nothingLeft = defineCheck({
  id: 'lifecycle.nothing-left',
  area: 'lifecycle',
  phase: 'audit',
  title: 'Deleting the cluster after its Services and claims leaves nothing in the cloud',
  why: 'What stays is paid for, blocks quota and breaks the next cluster.',
  source: 'comparison of ids with the snapshot from before, load-balancer row LB-140',
  inapplicable: [{ settings: { deletion: ['services-live'] }, reason: 'this cell is deleted with live Services' }],
  faults: LEAKS,
  run: async (context) => {
    ensureNoHang(context)
    ensureNoLeftovers(context)
  },
})

/** The way that users take: they delete the cluster. */
export const nothingLeftLive = defineCheck({
  id: 'lifecycle.nothing-left-live',
  area: 'lifecycle',
  phase: 'audit',
  title: 'Deleting the cluster with live Services and claims ends and leaves nothing in the cloud',
  why: 'Users delete clusters without emptying them; then the load balancers hold the network and the deletion hangs.',
  source: 'cluster-stacks #178; load-balancer row LB-141',
  inapplicable: [
    { settings: { deletion: ['services-first'] }, reason: 'this cell’s Services and claims are deleted first' },
  ],
  faults: [...LEAKS, 'cluster.deletion-hangs'],
  run: async (context) => {
    const { alive } = teardownOf(context)
    ensure(alive.length > 0, 'Services or claims alive when the cluster was deleted', 'none')
    ensureNoHang(context)
    ensureNoLeftovers(context)
  },
})

/** What the services count as used is what is there. */
export const quotaReturned = defineCheck({
  id: 'lifecycle.quota-returned',
  area: 'lifecycle',
  phase: 'audit',
  title: 'Deleting the cluster returns its quota',
  why: 'A counter that stays up is quota that is lost until an administrator mends it.',
  source:
    'used counters of Nova, Neutron and Cinder against their lists, before and after; counters are the project’s, so cells that run at the same time see each other’s drift',
  faults: ['cluster.quota-not-returned'],
  run: async (context) => {
    const drift = Object.entries(auditOf(context).quotaDrift)
    ensure(
      drift.length === 0,
      'counters that agree with the lists',
      drift.map(([name, by]) => `${name} ${by > 0 ? '+' : ''}${by}`).join(', '),
    )
  },
})

const teardownOf = ({ memory }: CheckContext): TeardownResult =>
  (memory.get(TEARDOWN) as TeardownResult | undefined) ?? blockedBy('the cluster was not deleted')

const auditOf = ({ memory }: CheckContext): AuditResult =>
  (memory.get(AUDIT) as AuditResult | undefined) ?? blockedBy('the audit has not run')

const ensureNoHang = (context: CheckContext) => {
  const { hung } = teardownOf(context)
  ensure(hung === null, 'the deletion to end by itself', `it hung: ${hung}`)
}

const ensureNoLeftovers = (context: CheckContext) => {
  const { leftovers } = auditOf(context)
  const got = leftovers.map(({ kind, name, id, rule }) => `${kind} ${name || id} (${rule})`).join(', ')
  ensure(leftovers.length === 0, 'nothing of the cluster left', `${leftovers.length} left: ${got}`, { leftovers })
}
