import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'
import { seconds } from '../../../lib/core/duration.ts'
import { isControlPlane, nodesOf } from '../cluster-facts.ts'
import { LEASE } from '../types.ts'

/** Longer than kube-vip's lease of 5 s, so that a live holder must have renewed it. */
const PAUSE = seconds(10)

/** kube-vip's election is alive. */
export const vipLease = defineCheck({
  id: 'api.vip-lease',
  area: 'api-endpoint',
  title: 'Exactly one control-plane node holds the virtual address and keeps renewing its lease',
  why: 'A stale lease means that nobody would take the address over when its holder dies.',
  source: 'kube-vip 0.7: lease plndr-cp-lock in kube-system, 5 s long, renewed each second',
  inapplicable: [
    {
      settings: { apiEndpoint: ['none', 'octavia-amphora', 'octavia-ovn'] },
      reason: 'the API address is not held by kube-vip',
    },
  ],
  faults: ['api.vip-lease-stale'],
  run: async (context) => {
    const { workload, clock, signal } = context
    const read = async () =>
      (await workload.get({ ...LEASE, name: 'plndr-cp-lock', namespace: 'kube-system' }, signal))?.spec
    const first = await read()
    const nodes = (await nodesOf(context)).filter(isControlPlane).map(({ metadata }) => metadata.name)
    ensure(
      nodes.includes(first?.holderIdentity),
      `a control-plane node (${nodes.join(', ')}) as holder`,
      String(first?.holderIdentity),
    )
    await clock.sleep(PAUSE, signal)
    const second = await read()
    ensure(second?.renewTime !== first.renewTime, 'a lease renewed within 10 s', `still ${first.renewTime}`)
  },
})
