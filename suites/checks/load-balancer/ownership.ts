import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'
import { YAWOL_LOAD_BALANCER } from '../types.ts'
import { NO_SERVICE_LB, NOT_YAWOL } from './inapplicable.ts'
import { balancedOf, SHARED } from './shared.ts'

/** LB-004: one controller acts on a Service, not two. */
export const singleOwner = defineCheck({
  id: 'lb.single-owner',
  area: 'load-balancer',
  title: 'Exactly one controller makes a load balancer for a Service without a class',
  why: 'Two controllers publish addresses in turn, and both leave something behind.',
  source: 'scs 2024: OCCM stays enabled next to yawol; load-balancer row LB-004',
  inapplicable: [NO_SERVICE_LB],
  faults: ['lb.two-owners'],
  run: async (context) => {
    const { cloud, workload, signal } = context
    const { echo, provider, service } = await balancedOf(context)
    const suffix = `_${echo.namespace}_${SHARED}`
    const octavia = (await cloud.loadBalancer.loadBalancers.list({}, { signal })).filter(({ name }) =>
      name?.endsWith(suffix),
    )
    const yawol = provider === 'yawol' ? await workload.list(YAWOL_LOAD_BALANCER, {}, signal) : []
    const own = yawol.filter(({ metadata }) => metadata.name.startsWith(`${echo.namespace}--${SHARED}`))
    const owners = [
      ...octavia.map(({ name }) => `Octavia ${name}`),
      ...own.map(({ metadata }) => `yawol ${metadata.name}`),
    ]
    ensure(owners.length === 1, 'one owner', owners.join(', ') || 'none')
    const addresses = (service.status.loadBalancer.ingress as unknown[]).length
    ensure(addresses === 1, 'one published address', `${addresses}`)
  },
})

/** yawol's own objects say what is true. */
export const yawolObjects = defineCheck({
  id: 'lb.yawol-objects',
  area: 'load-balancer',
  title: 'yawol has a ready machine for the Service, with a server, a port and a floating IP of the project',
  why: 'An address without a ready machine behind it dies with the first restart.',
  source: 'yawol: LoadBalancer.status readyReplicas and externalIP; one server per machine',
  inapplicable: [NO_SERVICE_LB, NOT_YAWOL],
  faults: ['lb.yawol-machine-unready'],
  run: async (context) => {
    const { cloud, workload, signal } = context
    const { echo, address } = await balancedOf(context)
    const name = `${echo.namespace}--${SHARED}`
    const balancer = await workload.get({ ...YAWOL_LOAD_BALANCER, name, namespace: 'kube-system' }, signal)
    await context.attach('yawol', balancer ?? 'not there')
    ensure(balancer !== undefined, `LoadBalancer kube-system/${name}`, 'none')
    const { readyReplicas = 0, replicas = 1, externalIP } = balancer!.status ?? {}
    ensure(externalIP === address, `externalIP ${address}`, String(externalIP))
    ensure(readyReplicas === replicas && replicas > 0, `${replicas} ready replicas`, `${readyReplicas}`)
    const servers = (await cloud.compute.servers.list({}, { signal })).filter((server) =>
      server.name?.startsWith(`${name}-`),
    )
    ensure(
      servers.length === replicas && servers.every(({ status }) => status === 'ACTIVE'),
      `${replicas} ACTIVE servers`,
      servers.map((server) => `${server.name} ${server.status}`).join(', ') || 'none',
    )
  },
})
