import { formatDuration } from '../../core/duration.ts'
import { SERVICE_TYPES, type ServiceType } from '../../openstack/catalog/service-types.ts'
import { isOpenStackError } from '../../openstack/errors.ts'
import type { CallOptions, OpenStack, QuotaUse } from '../../openstack/types.ts'
import { judgeFlavors } from './scs-flavors.ts'
import { columns } from './table.ts'

/** One thing that is told of a cloud. Rows are read at the same time, and none needs another. */
export interface Row {
  id: string
  title: string
  /** Without this service there is nothing to tell. */
  service?: ServiceType
  read(cloud: OpenStack, options: CallOptions): Promise<RowContent>
}

export interface RowContent {
  data: unknown
  lines: readonly string[]
}

const list = (names: readonly string[]) => names.join(', ') || 'none'

const auth: Row = {
  id: 'auth',
  title: 'signed in',
  read: async (cloud, options) => {
    const [user, project] = await Promise.all([
      nameUnlessRefused(() => cloud.identity.users.get(cloud.userId, options)),
      nameUnlessRefused(() => cloud.identity.projects.get(cloud.projectId, options)),
    ])
    const by = cloud.credentialId === undefined ? 'password' : 'application credential'
    const { userId, projectId, roles, region, credentialId } = cloud
    return {
      data: { user, userId, project, projectId, roles, region, applicationCredentialId: credentialId },
      lines: [
        `user ${user ?? userId} in project ${project ?? projectId}, by ${by}; roles ${list(roles)}${region === undefined ? '' : `; region ${region}`}`,
      ],
    }
  },
}

// Some clouds keep even one's own name to themselves.
const nameUnlessRefused = async (read: () => Promise<{ name?: string }>): Promise<string | undefined> => {
  try {
    return (await read()).name
  } catch (error) {
    if (isOpenStackError(error, 403) || isOpenStackError(error, 404)) return undefined
    throw error
  }
}

const service = (type: ServiceType): Row => ({
  id: `service.${type}`,
  title: type,
  service: type,
  read: async (cloud, options) => {
    const version = await cloud.version(type, options)
    const { url, min, max, used } = version
    const range = [...new Set([min, max])].filter((one) => one !== undefined).join('–')
    return {
      data: version,
      lines: [`${url}${range === '' ? '' : `  ${range}`}${used === undefined ? '' : `, we speak ${used}`}`],
    }
  },
})

const balancers: Row = {
  id: 'load-balancer.providers',
  title: 'load balancers',
  service: 'load-balancer',
  read: async (cloud, options) => {
    const [providers, flavors] = await Promise.all([
      cloud.loadBalancer.providers(options),
      cloud.loadBalancer.flavors.list({}, options),
    ])
    const names = flavors.map(({ id, name }) => name ?? id)
    return { data: { providers, flavors: names }, lines: [`providers ${list(providers)}; flavors ${list(names)}`] }
  },
}

const quota = (
  id: 'compute' | 'network' | 'block-storage',
  read: (cloud: OpenStack, options: CallOptions) => Promise<Record<string, QuotaUse>>,
): Row => ({
  id: `quota.${id}`,
  title: `${id} quota`,
  service: id,
  read: async (cloud, options) => {
    const uses = await read(cloud, options)
    return {
      data: uses,
      lines: [
        Object.entries(uses)
          .map(([name, { used, limit }]) => `${name} ${used}/${limit < 0 ? '∞' : limit}`)
          .join('  '),
      ],
    }
  },
})

const balancerQuota: Row = {
  id: 'quota.load-balancer',
  title: 'balancer quota',
  service: 'load-balancer',
  read: async (cloud, options) => {
    const quota = await cloud.loadBalancer.quota(options)
    const limit = quota.load_balancer
    // Octavia doesn't tell what is used.
    return { data: quota, lines: [`load balancers ${limit < 0 ? '∞' : limit}`] }
  },
}

const flavors: Row = {
  id: 'flavors',
  title: 'SCS flavors',
  service: 'compute',
  read: async (cloud, options) => {
    const all = await cloud.compute.flavors.list({}, options)
    const verdict = judgeFlavors(all)
    const { mandatory, missing, untrue, malformed, others } = verdict
    return {
      data: { ...verdict, names: all.map(({ name }) => name) },
      lines: [
        `${mandatory - missing.length} of ${mandatory} mandatory, ${others} of other names`,
        ...(missing.length > 0 ? [`missing ${list(missing)}`] : []),
        ...(untrue.length > 0 ? [`other than their name says: ${list(untrue)}`] : []),
        ...(malformed.length > 0 ? [`no names of the standard: ${list(malformed)}`] : []),
      ],
    }
  },
}

const externalNetworks: Row = {
  id: 'external-networks',
  title: 'external nets',
  service: 'network',
  read: async (cloud, options) => {
    const networks = await cloud.network.networks.list({ 'router:external': true }, options)
    const names = networks.map(({ id, name, mtu }) => ({ id, name, mtu }))
    return { data: names, lines: [list(names.map(({ id, name, mtu }) => `${name ?? id} (MTU ${mtu})`))] }
  },
}

const zones: Row = {
  id: 'availability-zones',
  title: 'zones',
  read: async (cloud, options) => {
    const has = (type: ServiceType) => cloud.available().includes(type)
    const [compute, network] = await Promise.all([
      has('compute') ? cloud.compute.availabilityZones(options) : [],
      has('network') ? cloud.network.availabilityZones.list({}, options) : [],
    ])
    const names = [...new Set(network.map(({ name }) => name ?? ''))]
    return { data: { compute, network: names }, lines: [`compute ${list(compute)}; network ${list(names)}`] }
  },
}

const imageImport: Row = {
  id: 'image-import',
  title: 'image import',
  service: 'image',
  read: async (cloud, options) => {
    const methods = await cloud.image.importMethods(options)
    return { data: methods, lines: [list(methods)] }
  },
}

const volumeTypes: Row = {
  id: 'volume-types',
  title: 'volume types',
  service: 'block-storage',
  read: async (cloud, options) => {
    const types = (await cloud.blockStorage.types.list({}, options)).map(({ id, name }) => name ?? id)
    return { data: types, lines: [list(types)] }
  },
}

const clockSkew: Row = {
  id: 'clock-skew',
  title: 'clock',
  read: async (cloud) => {
    const skewMs = cloud.clockSkewMs()
    const told =
      skewMs === undefined
        ? 'not known'
        : `${formatDuration(Math.abs(skewMs))} ${skewMs < 0 ? 'behind' : 'ahead of'} ours`
    // The header has whole seconds.
    return { data: { skewMs }, lines: [skewMs !== undefined && Math.abs(skewMs) < 1500 ? 'agrees with ours' : told] }
  },
}

/** All rows, in the order in which they are told. */
export const ROWS: readonly Row[] = [
  auth,
  ...SERVICE_TYPES.map(service),
  balancers,
  quota('compute', (cloud, options) => cloud.compute.quota(options)),
  quota('network', (cloud, options) => cloud.network.quota(options)),
  quota('block-storage', (cloud, options) => cloud.blockStorage.quota(options)),
  balancerQuota,
  flavors,
  externalNetworks,
  zones,
  imageImport,
  volumeTypes,
  clockSkew,
]

/** Rows as they stand on the screen: the title once, what follows below it. */
export const render = (rows: readonly { title: string; lines: readonly string[] }[]): string =>
  columns(rows.flatMap(({ title, lines }) => lines.map((line, index) => [index === 0 ? title : '', line]))).join('\n')
