import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'
import { tlsProbe } from '../../../lib/probe/tls.ts'
import { clusterObject, variableOf } from '../cluster-facts.ts'

const IN_CLUSTER = [
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
]

/** Chain and names of the serving certificate, for every name that a client is told to use. */
export const tls = defineCheck({
  id: 'api.tls',
  area: 'api-endpoint',
  title: 'The certificate of the Kubernetes API is valid for every name and address it is used by',
  why: 'A name missing from the certificate breaks clients that verify, and teaches people to switch verification off.',
  source:
    'kubeadm: default names of the API server certificate; certSANs of the cluster class; load-balancer row LB-120',
  faults: ['api.san-missing'],
  run: async (context) => {
    const { cluster } = context
    const extra = (variableOf(await clusterObject(context), 'certSANs') ?? []) as string[]
    const probe = await tlsProbe({ target: cluster.endpoint, ca: cluster.ca, timeoutMs: 10_000 }, context.signal)
    await context.attach('certificate', { sans: probe.sans, chain: probe.chain, notAfter: probe.notAfter })
    ensure(probe.authorized, 'a chain that ends in the CA of the kubeconfig', probe.error ?? 'not authorized')
    const missing = [cluster.endpoint.host, ...IN_CLUSTER, ...extra].filter((name) => !probe.sans.includes(name))
    ensure(
      missing.length === 0,
      `the names ${[cluster.endpoint.host, ...IN_CLUSTER, ...extra].join(', ')}`,
      `no ${missing.join(', ')}`,
    )
  },
})
