import { digest } from '../core/ids.ts'
import type { Settings } from '../core/plan.ts'
import type { Axis, ResolvedAxis } from './types.ts'

/**
 * `openstack-demo2-1-34.octavia-ovn.cloud-default.cp3.rehearsal`: stack, main settings, others where they aren't the
 * default, cloud. Follows from the cell alone, so that no other cell changes it.
 */
export const cellId = (slug: string, axes: readonly ResolvedAxis[], settings: Settings, cloud: string): string => {
  const shown = axes.filter(
    ({ axis, default: fallback }) => axis.main || (!axis.ofCloud && settings[axis.id] !== fallback),
  )
  return [slug, ...shown.map(({ axis }) => label(axis, settings)), cloudSlug(cloud)].join('.')
}

const label = (axis: Axis, settings: Settings): string =>
  `${axis.prefix ?? ''}${LABELS[axis.id]?.(settings) ?? settings[axis.id]}`

/** Where the bare value would not say what it is about. */
const LABELS: Partial<Record<Axis['id'], (settings: Settings) => string>> = {
  image: ({ image }) => `image-${image}`,
  rootDisk: ({ rootDisk }) => `root-${rootDisk}`,
  serverGroup: ({ serverGroup }) => (serverGroup === 'none' ? 'no-server-group' : String(serverGroup)),
  apiEndpoint: ({ apiEndpoint }) => (apiEndpoint === 'none' ? 'no-api-lb' : String(apiEndpoint)),
  serviceLb: ({ serviceLb }) => (serviceLb === 'none' ? 'no-service-lb' : String(serviceLb)),
}

// Names in clouds.yaml are free; a dot is the one mark besides letters, digits and dashes that ids can have.
const cloudSlug = (cloud: string): string => {
  const plain = cloud.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')
  return plain === cloud ? plain : `${plain}-${digest(cloud, 4)}`
}
