import { defineCheck } from '../../../lib/catalog/define.ts'
import { promised } from '../../../lib/catalog/outcome.ts'
import { poll } from '../../../lib/core/poll.ts'
import { SERVICE } from '../types.ts'
import { ask, whoOf } from './answer.ts'
import { NO_SERVICE_LB } from './inapplicable.ts'
import { balancedOf, clusterResources, SHARED } from './shared.ts'

/** LB-094: with the Service goes everything that was made for it. */
export const serviceLeavesNothing = defineCheck({
  id: 'lb.leaves-nothing',
  area: 'load-balancer',
  title: 'Deleting a Service removes its load balancer, addresses, ports and groups from the cloud',
  why: 'What stays is paid for and found by nobody: the Service that named it is gone.',
  source: 'load-balancer row LB-094; comparison by ids, not by names',
  inapplicable: [NO_SERVICE_LB],
  faults: ['lb.leaks-floating-ip'],
  run: async (context) => {
    const { workload, clock, interval, observer, signal } = context
    const { echo, before, provider, address } = await balancedOf(context)
    await workload.delete({ ...SERVICE, name: SHARED, namespace: echo.namespace }, {}, signal)
    await promised(
      'the ids from before the Service',
      poll({
        goal: `nothing left of Service ${SHARED}`,
        interval: interval(`lb/gone-${provider}`),
        clock,
        signal,
        observer,
        observe: async () => [...(await added(before)), ...(await answers())],
        describe: (left) => left.join(', ') || 'nothing',
        until: (left) => left.length === 0,
      }),
    )

    async function added(known: Readonly<Record<string, readonly string[]>>): Promise<string[]> {
      const now = await clusterResources(context)
      return Object.entries(now).flatMap(([kind, ids]) =>
        ids.filter((id) => !known[kind]?.includes(id)).map((id) => `${kind} ${id}`),
      )
    }

    async function answers(): Promise<string[]> {
      // The address may be somebody else's by now; only an answer of our own pods tells of us.
      const who = whoOf(await ask(context, { address, echo }), echo.nonce)
      return echo.pods.some(({ name }) => name === who?.pod) ? [`${address} still answers`] : []
    }
  },
})
