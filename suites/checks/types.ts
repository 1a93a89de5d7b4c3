import type { TypeRef } from '../../lib/kubernetes/types.ts'

export const NODE: TypeRef = { apiVersion: 'v1', kind: 'Node' }
export const POD: TypeRef = { apiVersion: 'v1', kind: 'Pod' }
export const SERVICE: TypeRef = { apiVersion: 'v1', kind: 'Service' }
export const SECRET: TypeRef = { apiVersion: 'v1', kind: 'Secret' }
export const CLAIM: TypeRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' }
export const VOLUME: TypeRef = { apiVersion: 'v1', kind: 'PersistentVolume' }
export const STORAGE_CLASS: TypeRef = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' }
export const LEASE: TypeRef = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' }
export const DAEMON_SET: TypeRef = { apiVersion: 'apps/v1', kind: 'DaemonSet' }
export const DEPLOYMENT: TypeRef = { apiVersion: 'apps/v1', kind: 'Deployment' }
export const CLUSTER: TypeRef = { apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'Cluster' }
export const RESOURCE_SET_BINDING: TypeRef = {
  apiVersion: 'addons.cluster.x-k8s.io/v1beta1',
  kind: 'ClusterResourceSetBinding',
}
export const YAWOL_LOAD_BALANCER: TypeRef = { apiVersion: 'yawol.stackit.cloud/v1beta1', kind: 'LoadBalancer' }
