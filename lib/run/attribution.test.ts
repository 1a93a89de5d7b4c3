import { expect, test } from 'vitest'
import { attribute } from './attribution.ts'

const CLUSTER = 'sp-abc234-c01'

test.for([
  ['network', { name: `k8s-clusterapi-cluster-${CLUSTER}-${CLUSTER}` }, 'capo-network'],
  ['security_group', { name: `k8s-cluster-${CLUSTER}-${CLUSTER}-secgroup-worker` }, 'capo-security-group'],
  ['server', { name: `${CLUSTER}-md-0-x7k2p-4fj9s` }, 'capo-machine'],
  ['loadbalancer', { name: `kube_service_${CLUSTER}_default_echo` }, 'occm-load-balancer'],
  [
    'floatingip',
    { description: `Floating IP for Kubernetes external service default/echo from cluster ${CLUSTER}` },
    'capo-description',
  ],
  ['volume', { name: 'pvc-1', metadata: { 'cinder.csi.openstack.org/cluster': CLUSTER } }, 'cinder-csi'],
  ['server_group', { name: `kube-system/${CLUSTER}--balanced` }, 'yawol'],
  ['server', { name: 'other', tags: ['x', CLUSTER] }, 'tag'],
] as const)('a %s is ours by %j', ([kind, resource, rule]) => {
  expect(attribute(kind, { id: '1', ...resource }, CLUSTER)).toBe(rule)
})

test.for([
  ['server', { name: 'sp-abc234-c011-md-0' }],
  ['server', { name: 'xsp-abc234-c01-md-0' }],
  ['loadbalancer', { name: 'kube_service_sp-abc234-c02_default_echo' }],
  ['volume', { name: 'data', metadata: { owner: 'somebody' } }],
  ['network', { name: 'sp-xyz999-c01', description: '' }],
] as const)('a %s named %j is not', ([kind, resource]) => {
  expect(attribute(kind, { id: '1', ...resource }, CLUSTER)).toBeUndefined()
})
