import type { Check } from '../../lib/catalog/check.ts'
import { addonCredentials, addonsRunning, addonVersions } from './addons/running.ts'
import { addressPublished } from './api-endpoint/address-published.ts'
import { apiLoadBalancer, noApiLoadBalancer } from './api-endpoint/load-balancer.ts'
import { readyz } from './api-endpoint/readyz.ts'
import { tls } from './api-endpoint/tls.ts'
import { vipLease } from './api-endpoint/vip-lease.ts'
import { etcdDisk, etcdLeader, etcdStable } from './etcd/health.ts'
import { nothingLeft, nothingLeftLive, quotaReturned } from './lifecycle/nothing-left.ts'
import { distribution, multiPort, tcpIntegrity } from './load-balancer/data-path.ts'
import { defaultService } from './load-balancer/default-service.ts'
import { serviceLeavesNothing } from './load-balancer/deletion.ts'
import { failover } from './load-balancer/failover.ts'
import { objectGraph, serviceProviderIsSet } from './load-balancer/octavia-objects.ts'
import { singleOwner, yawolObjects } from './load-balancer/ownership.ts'
import { nodeMetrics } from './metrics/nodes.ts'
import { podCidr, podToPod } from './network/pods.ts'
import { serviceDns } from './network/service-dns.ts'
import { networkSettings } from './network/settings.ts'
import { flavors, providerId, topologyLabels } from './nodes/cloud.ts'
import { kubeletVersion, nodeCount, nodesReady } from './nodes/state.ts'
import { securityGroups } from './security/groups.ts'
import { claimBound, dataSurvives, volumeDeleted } from './storage/claims.ts'
import { defaultClass } from './storage/default-class.ts'

/** The catalogue, in the order in which a cell runs it. Ids are immutable: they may be added, never changed or reused. */
export const CHECKS: readonly Check[] = [
  addressPublished,
  tls,
  readyz,
  apiLoadBalancer,
  noApiLoadBalancer,
  vipLease,
  defaultService,
  serviceProviderIsSet,
  objectGraph,
  singleOwner,
  yawolObjects,
  tcpIntegrity,
  multiPort,
  distribution,
  failover,
  serviceLeavesNothing,
  nodeCount,
  nodesReady,
  kubeletVersion,
  providerId,
  topologyLabels,
  flavors,
  podToPod,
  podCidr,
  serviceDns,
  networkSettings,
  defaultClass,
  claimBound,
  dataSurvives,
  volumeDeleted,
  nodeMetrics,
  etcdLeader,
  etcdStable,
  etcdDisk,
  addonsRunning,
  addonVersions,
  addonCredentials,
  securityGroups,
  nothingLeft,
  nothingLeftLive,
  quotaReturned,
]
