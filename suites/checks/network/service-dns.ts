import { echoService } from '../../../fixtures/workloads/manifests.ts'
import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'
import { SERVICE } from '../types.ts'

const NAME = 'inside'
const REQUESTS = 20
const PROBE_TIMEOUT_MS = 3000

/** A Service is found by its name and answers, from inside. */
export const serviceDns = defineCheck({
  id: 'network.service-dns',
  area: 'network',
  title: 'A pod finds a Service by its name and is answered by it',
  why: 'Name, cluster address and forwarding are three parts; workloads need all of them.',
  source: 'Kubernetes DNS specification; Service of type ClusterIP',
  faults: ['network.dns-broken'],
  run: async (context) => {
    const { workload, signal } = context
    const echo = await context.echo()
    const service = await workload.apply(echoService({ namespace: echo.namespace, name: NAME }), signal)
    const vantage = echo.vantage(echo.pods[0]!)
    const host = `${NAME}.${echo.namespace}.svc.cluster.local`
    const addresses = await vantage.resolve(host, signal).catch((error: Error) => [error.message])
    ensure(
      addresses.includes(service.spec.clusterIP),
      `${host} → ${service.spec.clusterIP}`,
      addresses.join(', ') || 'no address',
    )
    for (let n = 1; n <= REQUESTS; n++) {
      const probe = { target: { host, port: echo.ports[0]! }, path: '/who', timeoutMs: PROBE_TIMEOUT_MS }
      const { outcome, status, body } = await vantage.http(probe, signal)
      ensure(
        status === 200 && Boolean(body?.includes(echo.nonce)),
        `${REQUESTS} answers of our own server`,
        `${outcome} ${status ?? ''} at request ${n}`,
      )
    }
    await workload.delete({ ...SERVICE, name: NAME, namespace: echo.namespace }, {}, signal)
  },
})
