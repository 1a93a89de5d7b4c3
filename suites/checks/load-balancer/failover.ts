import type { CheckContext } from '../../../lib/catalog/check.ts'
import { defineCheck } from '../../../lib/catalog/define.ts'
import { blockedBy, ensure, notApplicable, promised } from '../../../lib/catalog/outcome.ts'
import { formatDuration } from '../../../lib/core/duration.ts'
import { poll } from '../../../lib/core/poll.ts'
import { isOpenStackError } from '../../../lib/openstack/errors.ts'
import type { Resource } from '../../../lib/openstack/types.ts'
import { answer } from './answer.ts'
import { NO_SERVICE_LB, NOT_OCTAVIA, OVN } from './inapplicable.ts'
import { configurationOf, differences } from './octavia-configuration.ts'
import { balancerOf } from './octavia-objects.ts'
import { balancedOf } from './shared.ts'
import { whileProbing } from './traffic.ts'

/** LB-109: replacing the machines of a load balancer costs seconds. */
export const failover = defineCheck({
  id: 'lb.failover',
  area: 'load-balancer',
  title:
    'When the machines of a load balancer are replaced, traffic is back in time and the configuration is what it was',
  why: 'Operators replace the machines with every update of their image; users learn then how long nobody answers.',
  source:
    'load-balancer row LB-109, Octavia failover API; with two machines (ACTIVE_STANDBY) VRRP takes 3 to 4 s, a single one must be built',
  inapplicable: [NO_SERVICE_LB, NOT_OCTAVIA, OVN],
  faults: ['lb.slow-failover'],
  run: async (context) => {
    const balanced = await balancedOf(context)
    const balancer = await balancerOf(context, balanced)
    if (balancer.provider !== 'amphora')
      notApplicable(`provider ${balancer.provider} has no machines to replace`, { provider: balancer.provider })
    const [before, old] = [await configurationOf(context, balancer.id), await machinePorts(context, balancer)]
    const [topology, limit] = old.length > 1 ? ACTIVE_STANDBY : SINGLE
    await answer(context, balanced).catch((error) => blockedBy(`${balanced.address} does not answer`, error))
    const outage = await whileProbing(context, balanced, async () => {
      await askFor(context, balancer)
      await becomesActive(context, balancer)
      // A gap may outlast the change.
      await promised('traffic after the failover', answer(context, balanced))
    })
    context.metric({
      key: `lb.failover.gap@${topology}`,
      value: Math.round(outage.ms),
      unit: 'ms',
      series: outage.series,
    })
    const { timeoutMs } = context.interval(limit)
    ensure(
      outage.ms <= timeoutMs,
      `no more than ${formatDuration(timeoutMs)} without an answer (${topology})`,
      `${formatDuration(outage.ms)} (${outage.told})`,
    )
    const changed = differences(before, await configurationOf(context, balancer.id))
    ensure(changed.length === 0, 'the configuration from before', changed.join('; '))
    await ensureReplaced(context, balancer, old)
  },
})

const ACTIVE_STANDBY = ['ACTIVE_STANDBY', 'lb/failover-gap-active-standby'] as const
// Also where the machines' ports can't be seen: the longer limit accuses nobody wrongly.
const SINGLE = ['SINGLE', 'lb/failover-gap-single'] as const

/** Each machine has one port of this name in the network of the address, which the network's owner may see. */
const machinePorts = async ({ cloud, signal }: CheckContext, balancer: Resource): Promise<Resource[]> => {
  const ports = await cloud.network.ports.list({ network_id: balancer.vip_network_id }, { signal })
  const shares = ({ allowed_address_pairs: pairs = [] }: Resource) =>
    (pairs as { ip_address: string }[]).some(({ ip_address: address }) => address === balancer.vip_address)
  return ports.filter((port) => port.name?.startsWith('octavia-lb-vrrp-') && shares(port))
}

const askFor = async ({ cloud, signal }: CheckContext, { id }: Resource) => {
  try {
    await cloud.loadBalancer.loadBalancers.failover(id, { signal })
  } catch (error) {
    if (!isOpenStackError(error, 403)) throw error
    const { status, message } = error.details
    notApplicable('the cloud lets only its operators (role load-balancer_admin) replace the machines', {
      status,
      message,
    })
  }
}

const becomesActive = async ({ cloud, clock, signal, observer, interval }: CheckContext, { id, name }: Resource) =>
  await promised(
    'an ACTIVE load balancer after the failover',
    poll({
      goal: `failover of ${name}`,
      interval: interval('lb/failover'),
      clock,
      signal,
      observer,
      observe: async () => (await cloud.loadBalancer.loadBalancers.get(id, { signal }))?.provisioning_status ?? 'gone',
      describe: String,
      until: (status) => status === 'ACTIVE',
      unless: (status) => (['ERROR', 'gone'].includes(status) ? `it is ${status}` : undefined),
    }),
  )

const ensureReplaced = async (context: CheckContext, balancer: Resource, old: readonly Resource[]) => {
  const now = await machinePorts(context, balancer)
  const stayed = now.filter(({ id }) => old.some((port) => port.id === id))
  ensure(stayed.length === 0, 'no port of a replaced machine', stayed.map(({ name }) => name).join(', '))
  ensure(now.length === old.length, `${old.length} ports of machines`, `${now.length}`)
}
