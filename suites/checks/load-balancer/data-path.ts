import { createHash } from 'node:crypto'
import type { CheckContext } from '../../../lib/catalog/check.ts'
import { defineCheck } from '../../../lib/catalog/define.ts'
import { blockedBy, ensure } from '../../../lib/catalog/outcome.ts'
import { randomBounds } from '../../../lib/probe/statistics.ts'
import { PROBE_TIMEOUT_MS, whoOf } from './answer.ts'
import { NO_SERVICE_LB } from './inapplicable.ts'
import { type Balanced, balancedOf } from './shared.ts'

const KIB = 1024
const SIZES = [1, KIB, 512 * KIB, 2 * 1024 * KIB]

/** LB-010: bytes arrive as they were sent, in both directions. */
export const tcpIntegrity = defineCheck({
  id: 'lb.tcp-integrity',
  area: 'load-balancer',
  title: 'Bytes pass through the load balancer unchanged, from 1 byte to 2 MiB',
  why: 'Small answers hide what breaks large ones: path MTU, buffers, a balancer that thinks it is a proxy.',
  source: 'load-balancer row LB-010',
  inapplicable: [NO_SERVICE_LB],
  faults: ['lb.corrupts-large'],
  run: async (context) => {
    const balanced = await balancedOf(context)
    for (const size of SIZES) {
      const down = await send(context, balanced, { path: `/bytes?n=${size}` })
      const got = down.body === null ? null : Buffer.byteLength(down.body)
      ensure(got === size, `${size} bytes down`, `${got ?? down.outcome}`)
      const again = await send(context, balanced, { path: '/sha256', method: 'POST', body: down.body! })
      const want = createHash('sha256').update(down.body!).digest('hex')
      const { sha256 } = JSON.parse(again.body ?? '{}') as { sha256?: string }
      ensure(
        sha256 === want,
        `SHA-256 ${want.slice(0, 12)}… of ${size} bytes up`,
        sha256?.slice(0, 12) ?? again.outcome,
      )
      const reference = await insideBytes(context, balanced, size)
      ensure(reference === want, `the same ${size} bytes as from inside the cluster`, 'other bytes')
    }
  },
})

// The server's bytes depend on nothing but their number, so a pod's own answer is the truth to compare with.
const insideBytes = async ({ workload, signal }: CheckContext, { echo }: Balanced, size: number): Promise<string> => {
  const path = `/api/v1/namespaces/${echo.namespace}/pods/${echo.pods[0]!.name}:${echo.ports[0]}/proxy/bytes?n=${size}`
  return createHash('sha256')
    .update((await workload.raw(path, { signal })).text)
    .digest('hex')
}

const send = (
  context: CheckContext,
  { address, echo }: Balanced,
  request: { path: string; method?: 'POST'; body?: string },
) =>
  context.outside.http(
    { target: { host: address, port: echo.ports[0]! }, timeoutMs: 6 * PROBE_TIMEOUT_MS, ...request },
    context.signal,
  )

const PER_PORT = 30

/** LB-013: each port leads to its own target. */
export const multiPort = defineCheck({
  id: 'lb.multi-port',
  area: 'load-balancer',
  title: 'Each port of a Service leads to its own target port, and no other port answers',
  why: 'Swapped ports go unnoticed as long as every backend answers the same on all of them.',
  source: 'load-balancer row LB-013',
  inapplicable: [NO_SERVICE_LB],
  faults: ['lb.ports-swapped'],
  run: async (context) => {
    const { address, echo } = await balancedOf(context)
    for (const port of echo.ports)
      for (let n = 1; n <= PER_PORT; n++) {
        const result = await context.outside.http(
          { target: { host: address, port }, path: '/who', timeoutMs: PROBE_TIMEOUT_MS },
          context.signal,
        )
        const who = whoOf(result, echo.nonce)
        ensure(
          who?.localPort === port,
          `target port ${port} behind port ${port}`,
          who === undefined ? result.outcome : `${who.localPort} at ${n}`,
        )
      }
    const closed = Math.max(...echo.ports) + 1
    const { outcome } = await context.outside.http(
      { target: { host: address, port: closed }, path: '/who', timeoutMs: 1000 },
      context.signal,
    )
    ensure(outcome !== 'connected', `no answer on port ${closed}, which the Service does not have`, outcome)
  },
})

const CONNECTIONS = 300

/** LB-016: new connections are spread over the backends. */
export const distribution = defineCheck({
  id: 'lb.distribution',
  area: 'load-balancer',
  title: 'New connections are spread over all backends',
  why: 'A balancer that sends everything to one backend works until that backend has enough.',
  source:
    'load-balancer row LB-016: random bound n/k ± 5·sqrt(n·(1/k)(1−1/k)); with the default policy the node spreads again',
  inapplicable: [NO_SERVICE_LB],
  faults: ['lb.always-first-member'],
  run: async (context) => {
    const { address, echo } = await balancedOf(context)
    if (echo.pods.length < 2) blockedBy('there is only one backend')
    const counts = new Map<string, number>(echo.pods.map(({ name }) => [name, 0]))
    const nodes = new Map<string, number>()
    for (let n = 1; n <= CONNECTIONS; n++) {
      const from = context.outside.addresses[n % Math.max(context.outside.addresses.length, 1)]
      const result = await context.outside.http(
        {
          target: { host: address, port: echo.ports[0]! },
          path: '/who',
          ...(from !== undefined && { from }),
          timeoutMs: PROBE_TIMEOUT_MS,
        },
        context.signal,
      )
      const who = whoOf(result, echo.nonce)
      if (who === undefined) return void ensure(false, `${CONNECTIONS} answers`, `${result.outcome} at ${n}`)
      counts.set(who.pod, (counts.get(who.pod) ?? 0) + 1)
      nodes.set(who.peerIp, (nodes.get(who.peerIp) ?? 0) + 1)
    }
    await context.attach('distribution', { pods: Object.fromEntries(counts), peers: Object.fromEntries(nodes) })
    const { low, high } = randomBounds(CONNECTIONS, echo.pods.length)
    const outside = [...counts].filter(([, count]) => count < low || count > high)
    ensure(
      outside.length === 0,
      `between ${Math.ceil(low)} and ${Math.floor(high)} of ${CONNECTIONS} on each of ${echo.pods.length} pods`,
      outside.map(([pod, count]) => `${pod}: ${count}`).join(', '),
    )
    ensure(
      nodes.size > 1,
      'connections through more than one node',
      `all ${CONNECTIONS} through ${[...nodes.keys()].join()}`,
    )
  },
})
