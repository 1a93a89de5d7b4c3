import { API_ENDPOINT, SERVICE_LB } from './axes-balancers.ts'
import { IMAGE, ROOT_DISKS, SERVER_GROUP } from './axes-machines.ts'
import type { Axis } from './types.ts'

const CONTROL_PLANES: Axis = {
  id: 'controlPlanes',
  title: 'control plane machines',
  main: true,
  prefix: 'cp',
  // Even numbers are refused for stacked etcd. Machines of a control plane join one after the other.
  forms: [{ when: {}, values: [{ value: 1 }, { value: 3, seconds: 300 }] }],
}

const WORKERS: Axis = {
  id: 'workers',
  title: 'workers',
  prefix: 'w',
  free: true,
  // Two, so that traffic between nodes and re-scheduling can be seen.
  forms: [{ when: {}, values: [{ value: 2 }] }],
}

const CREDENTIAL: Axis = {
  id: 'credential',
  title: 'credential of the controllers',
  offered: ({ credentials }) => credentials,
  forms: [{ when: {}, values: [{ value: 'application-credential' }, { value: 'password' }] }],
}

const CA: Axis = {
  id: 'ca',
  title: "CA of the cloud's endpoints",
  ofCloud: true,
  offered: ({ ca }) => [ca],
  forms: [{ when: {}, values: [{ value: 'public' }, { value: 'private' }] }],
}

const DELETION: Axis = {
  id: 'deletion',
  title: 'deletion with Services and claims',
  forms: [{ when: {}, values: [{ value: 'services-first' }, { value: 'services-live', seconds: 120 }] }],
}

/** Every axis, in the order in which cell ids name them and strategies vary them. */
export const AXES: readonly Axis[] = [
  API_ENDPOINT,
  SERVICE_LB,
  CONTROL_PLANES,
  WORKERS,
  CREDENTIAL,
  CA,
  IMAGE,
  ROOT_DISKS,
  SERVER_GROUP,
  DELETION,
]
