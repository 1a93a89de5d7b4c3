import type { CheckContext } from '../../../lib/catalog/check.ts'
import type { Resource } from '../../../lib/openstack/types.ts'

/** What a load balancer is told to do, by kind and id, without what tells how it is. */
export type Configuration = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const STATES = ['provisioning_status', 'operating_status', 'created_at', 'updated_at']

/** Everything that is set of a load balancer, its listeners, pools, members and monitors. */
export const configurationOf = async ({ cloud, signal }: CheckContext, id: string): Promise<Configuration> => {
  const { loadBalancer } = cloud
  const [balancer, listeners, pools] = await Promise.all([
    loadBalancer.loadBalancers.get(id, { signal }),
    loadBalancer.listeners.list({ loadbalancer_id: id }, { signal }),
    loadBalancer.pools.list({ loadbalancer_id: id }, { signal }),
  ])
  const members = await Promise.all(pools.map((pool) => loadBalancer.members(pool.id).list({}, { signal })))
  const watched = new Set(pools.map((pool) => pool.healthmonitor_id).filter(Boolean))
  const monitors =
    watched.size === 0
      ? []
      : (await loadBalancer.healthMonitors.list({}, { signal })).filter((monitor) => watched.has(monitor.id))
  const kinds = { loadbalancer: [balancer!], listener: listeners, pool: pools, member: members.flat(), monitors }
  return Object.fromEntries(
    Object.entries(kinds).flatMap(([kind, rows]) => rows.map((row) => [`${kind} ${row.id}`, settingsOf(row)])),
  )
}

const settingsOf = (row: Resource) => Object.fromEntries(Object.entries(row).filter(([key]) => !STATES.includes(key)))

/** What differs, as `kind id: field was … is …`. */
export const differences = (before: Configuration, after: Configuration): string[] => {
  const known = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...known].flatMap((name) => {
    const [was, is] = [before[name], after[name]]
    if (was === undefined) return [`${name} is new`]
    if (is === undefined) return [`${name} is gone`]
    return [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((field) => text(was[field]) !== text(is[field]))
      .map((field) => `${name}: ${field} was ${text(was[field])}, is ${text(is[field])}`)
  })
}

/** Octavia lists the same ids in another order each time. */
const text = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value
        .map((one) => JSON.stringify(one))
        .sort()
        .join()}]`
    : (JSON.stringify(value) ?? 'nothing')
