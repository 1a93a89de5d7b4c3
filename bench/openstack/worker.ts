import { readFileSync } from 'node:fs'
import { connectOpenStack } from '../../lib/openstack/connect.ts'
import type { OpenStack } from '../../lib/openstack/types.ts'
import type { OperationSpec, Outcome } from './outcome.ts'

/** One operation of the benchmark by our own client; the others do the same in their own languages. */
const main = async () => {
  const spec: OperationSpec = JSON.parse(process.env.BENCH_SPEC!)
  const cloud = await connectOpenStack({ cloud: process.env.OS_CLOUD! })
  // The measured operation finds a token and an open connection.
  await cloud.network.networks.get(spec.network)
  const before = processorMs()
  const start = performance.now()
  const count = await OPERATIONS[spec.operation](cloud, spec)
  const ms = performance.now() - start
  await cloud.close()
  const cpu = processorMs()
  const outcome: Outcome = { count, ms, cpuMs: cpu - before, processCpuMs: cpu, peakKib: peakKib() }
  console.log(JSON.stringify(outcome))
}

const listPorts = async (cloud: OpenStack, { network, page }: OperationSpec) => {
  let count = 0
  for await (const _ of cloud.network.ports.items({ network_id: network, limit: page })) count++
  return count
}

const makeRules = async (cloud: OpenStack, { securityGroup, rules }: OperationSpec) => {
  const made: string[] = []
  for (let port = 20_000; port < 20_000 + rules; port++) {
    const { id } = await cloud.network.securityGroupRules.create({
      security_group_id: securityGroup,
      direction: 'ingress',
      ethertype: 'IPv4',
      protocol: 'tcp',
      port_range_min: port,
      port_range_max: port,
    })
    made.push(id)
  }
  for (const id of made) await cloud.network.securityGroupRules.delete(id)
  return made.length
}

const getNetworks = async (cloud: OpenStack, { network, gets, concurrency }: OperationSpec) => {
  let [begun, done] = [0, 0]
  const worker = async () => {
    while (begun++ < gets) {
      await cloud.network.networks.get(network)
      done++
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return done
}

const OPERATIONS = { ports: listPorts, rules: makeRules, gets: getNetworks }

const processorMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const peakKib = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1])

await main()
