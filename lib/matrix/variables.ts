import { hasVariable } from './resolve-axes.ts'
import type { AxisValue, Place, VariableValue } from './types.ts'

/** Variables that make a cluster use what the cloud's profile declares, whatever the settings. */
export const BASE_VARIABLES: Readonly<Record<string, VariableValue>> = {
  networkExternalID: '{{externalNetwork.id}}',
  external_id: '{{externalNetwork.id}}',
  nodeCIDR: '{{cell.nodeCidr}}',
  node_cidr: '{{cell.nodeCidr}}',
  identityRef: { name: '{{secret.name}}', cloudName: '{{cloud.name}}' },
  secret_name: '{{secret.name}}',
  cloud_name: '{{cloud.name}}',
  controlPlaneFlavor: ({ profile }) => profile.flavors.controlPlane,
  controller_flavor: ({ profile }) => profile.flavors.controlPlane,
  workerFlavor: ({ profile }) => profile.flavors.worker,
  worker_flavor: ({ profile }) => profile.flavors.worker,
}

/** Values of the ClusterClass variables of a cell: those of its settings over the base, and only such as the class has. */
export const variablesOf = (place: Place, chosen: readonly AxisValue[]): Record<string, unknown> => {
  const dropped = new Set(chosen.flatMap(({ drops }) => drops ?? []))
  const all = Object.assign({}, BASE_VARIABLES, ...chosen.map(({ variables }) => variables)) as Record<
    string,
    VariableValue
  >
  const entries = Object.entries(all)
    .filter(([name]) => !dropped.has(name) && hasVariable(place.stack, name))
    .map(([name, value]) => [name, typeof value === 'function' ? value(place) : value] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}
