import { flavorSize } from './flavors.ts'
import type { Axis, AxisValue, Place } from './types.ts'

/** GiB: node images need 20 (minDiskGB of the image manifests of scs2), 25 is what the scs stack takes. */
const ROOT_DISK = 25

// The cloud declares how its node images are called; a `{version}` at the end is what imageAddVersion appends.
const imageAddVersion = ({ profile }: Place) => profile.images.nodePattern.endsWith('-{version}')
const imageName = ({ profile, stack }: Place) =>
  profile.images.nodePattern.replace(/-\{version\}$/, '').replace('{version}', stack.kubernetes)

/** Where node images come from. */
export const IMAGE: Axis = {
  id: 'image',
  title: 'node image',
  forms: [
    // Imported by the provider operator; machine templates name it by the Kubernetes version.
    { when: { noProvider: false }, values: [{ value: 'import', seconds: 420 }] },
    {
      when: { variables: ['imageIsOrc'] },
      values: [
        { value: 'preexisting', variables: { imageIsOrc: false, imageName, imageAddVersion } },
        { value: 'orc', variables: { imageIsOrc: true }, when: { orcImage: 'beside' }, seconds: 300 },
      ],
    },
    { when: { orcImage: 'class' }, values: [{ value: 'orc', seconds: 300 }] },
    { when: {}, values: [{ value: 'preexisting' }] },
  ],
}

type Role = 'controlPlane' | 'worker'

/** GiB that a diskless machine needs; `own` where the flavor has a disk of its own. */
const volumeFor =
  (role: Role, own: number | undefined) =>
  ({ profile }: Place) =>
    (flavorSize(profile.flavors[role])?.disk ?? 0) === 0 ? ROOT_DISK : own

const rootDisks = (controlPlane: string, worker: string, unset: number | undefined): readonly AxisValue[] => [
  {
    value: 'flavor',
    variables: { [controlPlane]: volumeFor('controlPlane', unset), [worker]: volumeFor('worker', unset) },
  },
  { value: 'volume', variables: { [controlPlane]: ROOT_DISK, [worker]: ROOT_DISK }, seconds: 30 },
]

/** Variables of a root disk by role; demand reads what they end up as. */
export const ROOT_DISK_VARIABLES: Readonly<Record<Role, readonly string[]>> = {
  controlPlane: ['controlPlaneRootDisk', 'controller_root_disk'],
  worker: ['workerRootDisk', 'worker_root_disk'],
}

/** What machines boot from. */
export const ROOT_DISKS: Axis = {
  id: 'rootDisk',
  title: 'what machines boot from',
  forms: [
    // 0 switches the volume off in scs2; in scs the variable must not be there at all.
    {
      when: { variables: ['controlPlaneRootDisk', 'workerRootDisk'] },
      values: rootDisks('controlPlaneRootDisk', 'workerRootDisk', 0),
    },
    {
      when: { variables: ['controller_root_disk', 'worker_root_disk'] },
      values: rootDisks('controller_root_disk', 'worker_root_disk', undefined),
    },
    { when: {}, values: [{ value: 'flavor' }] },
  ],
}

const groups = (controlPlane: string, worker: string): readonly AxisValue[] => [
  { value: 'none' },
  ...['soft-anti-affinity', 'anti-affinity'].map((value) => ({
    value,
    variables: { [controlPlane]: '{{serverGroup.controlPlane}}', [worker]: '{{serverGroup.worker}}' },
    takes: { serverGroups: 2 },
  })),
]

/** How machines are spread over hypervisors. */
export const SERVER_GROUP: Axis = {
  id: 'serverGroup',
  title: 'server groups',
  onRequest: true,
  forms: [
    {
      when: { variables: ['controlPlaneServerGroupID', 'workerServerGroupID'] },
      values: groups('controlPlaneServerGroupID', 'workerServerGroupID'),
    },
    {
      when: { variables: ['controller_server_group_id', 'worker_server_group_id'] },
      values: groups('controller_server_group_id', 'worker_server_group_id'),
    },
    { when: {}, values: [{ value: 'none' }] },
  ],
}
