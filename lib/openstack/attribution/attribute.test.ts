import { expect, test } from 'vitest'
import { attribute, attributeRun } from './attribute.ts'

const CLUSTER = 'sp-abc234-c01'

test.for([
  ['network', { name: `k8s-clusterapi-cluster-${CLUSTER}-${CLUSTER}` }, 'capo-network'],
  ['loadbalancer', { name: `k8s-clusterapi-cluster-${CLUSTER}-${CLUSTER}-kubeapi` }, 'capo-network'],
  ['security_group', { name: `k8s-cluster-${CLUSTER}-${CLUSTER}-secgroup-worker` }, 'capo-security-group'],
  [
    'floatingip',
    { description: `Created by cluster-api-provider-openstack cluster ${CLUSTER}-${CLUSTER}` },
    'capo-description',
  ],
  ['server', { name: `${CLUSTER}-md-0-x7k2p-4fj9s` }, 'capo-machine'],
  ['volume', { name: `${CLUSTER}-md-0-x7k2p-4fj9s-root` }, 'capo-machine'],
  ['loadbalancer', { name: `kube_service_${CLUSTER}_default_echo` }, 'occm-load-balancer'],
  ['loadbalancer', { name: 'other', tags: [`kube_service_${CLUSTER}_default_echo`] }, 'occm-tag'],
  [
    'floatingip',
    { description: `Floating IP for Kubernetes external service default/echo from cluster ${CLUSTER}` },
    'occm-floating-ip',
  ],
  [
    'security_group',
    { description: `Security Group for default/echo Service LoadBalancer in cluster ${CLUSTER}` },
    'occm-security-group',
  ],
  ['volume', { name: 'pvc-1', metadata: { 'cinder.csi.openstack.org/cluster': CLUSTER } }, 'cinder-csi'],
  ['server_group', { name: `kube-system/${CLUSTER}--balanced` }, 'yawol'],
  ['port', { name: `${CLUSTER}/balanced` }, 'yawol'],
  ['floatingip', { description: `kube-system/${CLUSTER}--balanced` }, 'yawol-floating-ip'],
  ['server', { name: 'other', tags: ['x', CLUSTER] }, 'tag'],
  ['floatingip', { description: `stackproof ${CLUSTER}` }, 'harness-description'],
  ['keypair', { name: CLUSTER }, 'harness'],
] as const)('a %s is ours by %j', ([kind, resource, rule]) => {
  expect(attribute(kind, { id: '1', ...resource }, CLUSTER)).toBe(rule)
  expect(attributeRun(kind, { id: '1', ...resource }, 'abc234')).toBe(rule)
})

test.for([
  ['server', { name: 'sp-abc234-c011-md-0' }],
  ['server', { name: 'xsp-abc234-c01-md-0' }],
  ['server', { name: 'my-sp-abc234-c01-md-0' }],
  ['loadbalancer', { name: 'kube_service_sp-abc234-c02_default_echo' }],
  ['network', { name: 'k8s-clusterapi-cluster-sp-abc234-c01-sp-abc234-c02' }],
  ['volume', { name: 'data', metadata: { owner: 'somebody' } }],
  ['network', { name: 'sp-xyz999-c01', description: '' }],
  ['security_group', { name: 'team', description: `peers of ${CLUSTER}, do not delete` }],
  ['server', { name: 'other', tags: [`not-${CLUSTER}`] }],
] as const)('a %s with %j is not the cluster’s', ([kind, resource]) => {
  expect(attribute(kind, { id: '1', ...resource }, CLUSTER)).toBeUndefined()
})

test.for([
  ['sp-abc234', true],
  ['sp-abc234-c01', true],
  ['sp-abc234-c17-md-0', true],
  ['sp-abc234-credential', true],
  ['sp-abc2345-c01', false],
  ['sp-abc23-c01', false],
  ['xsp-abc234-c01', false],
  ['my-sp-abc234-c01', false],
  ['SP-ABC234-c01', false],
] as const)('a network named %s is the run’s: %s', ([name, ours]) => {
  expect(attributeRun('network', { id: '1', name }, 'abc234') !== undefined).toBe(ours)
})

test('names with characters that mean something in patterns mean themselves', () => {
  expect(attribute('network', { id: '1', name: 'aXb-c01' }, 'a.b')).toBeUndefined()
  expect(attribute('network', { id: '1', name: 'a.b-c01' }, 'a.b')).toBe('harness')
})
