import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { discoverFacts } from '../../../fixtures/contract/openstack/facts.ts'
import { systemClock } from '../../../lib/core/clock.ts'
import { clusterName } from '../../../lib/core/ids.ts'
import type { Plan } from '../../../lib/core/plan.ts'
import { connectOpenStack } from '../../../lib/openstack/connect.ts'
import { waitForResource } from '../../../lib/openstack/wait.ts'
import { startJanitor } from '../../../lib/run/janitor/start.ts'
import { openJournal } from '../../../lib/run/journal.ts'
import { openLedger } from '../../../lib/run/ledger.ts'
import { takeLock } from '../../../lib/run/lock.ts'
import { PLAN_FILE } from '../../../lib/run/read.ts'
import { readSetting } from '../../../lib/run/setting.ts'

/**
 * What a cell makes in a cloud through our client, without its clusters: a process to be killed. It has a janitor, a lock, a
 * journal and a ledger as a run has, and ends by itself, without removing anything, when everything is there.
 */
const [dir = ''] = process.argv.slice(2)
const setting = readSetting(dir)
const plan = JSON.parse(readFileSync(join(dir, PLAN_FILE), 'utf8')) as Plan
const { run, cloudsFile } = setting
const cell = plan.cells[0]!.id
const name = clusterName(run, 1)
const clock = systemClock
const WAIT = { timeoutMs: 300_000, everyMs: 1000, warnAfterMs: 120_000 }
const CIDR = '10.94.7'

takeLock(dir, 'run')
const journal = openJournal({ dir, clock, startedWallMs: setting.startedWallMs })
journal.write({ type: 'run.started', run, environment: 'real', planDigest: 'sha256:0', scale: 1, tools: {} })
await startJanitor({ dir })
const ledger = openLedger({ dir, run, clock, cell })
const cloud = await connectOpenStack({ cloud: plan.clouds[0]!.name, file: cloudsFile, clock, recorder: ledger })
const { externalNetwork, flavor, image, loadBalancerProvider: provider } = await discoverFacts(cloud, 'lab')

const { networks, subnets, routers, ports, floatingIps, securityGroups, securityGroupRules } = cloud.network
const network = await networks.create({ name })
const subnet = await subnets.create({ name, network_id: network.id, ip_version: 4, cidr: `${CIDR}.0/24` })
const router = await routers.create({ name, external_gateway_info: { network_id: externalNetwork!.id } })
await routers.addInterface(router.id, { subnet_id: subnet.id })
const group = await securityGroups.create({ name })
await securityGroupRules.create({
  ...{ security_group_id: group.id, direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp' },
  ...{ port_range_min: 80, port_range_max: 80 },
})
const port = await ports.create({ name, network_id: network.id, security_groups: [group.id] })
await floatingIps.create({ floating_network_id: externalNetwork!.id, port_id: port.id, description: name })
const volume = await cloud.blockStorage.volumes.create({ name, size: 1 })

const { listeners, loadBalancers, members, pools } = cloud.loadBalancer
const balancer = await loadBalancers.create({ name, vip_subnet_id: subnet.id, provider })
const active = () =>
  waitForResource({
    ...{ collection: loadBalancers, id: balancer.id, goal: 'balancer ACTIVE', interval: WAIT, clock },
    until: (found) => found?.provisioning_status === 'ACTIVE',
  })
await active()
const listener = await listeners.create({
  ...{ name, loadbalancer_id: balancer.id, protocol: 'TCP', protocol_port: 80 },
})
await active()
const lb_algorithm = provider === 'ovn' ? 'SOURCE_IP_PORT' : 'ROUND_ROBIN'
const pool = await pools.create({ name, listener_id: listener.id, protocol: 'TCP', lb_algorithm })
await active()
await members(pool.id).create({ name, address: `${CIDR}.9`, protocol_port: 8080, subnet_id: subnet.id })
await active()

const machine = { name, flavorRef: flavor!.id, imageRef: image!.id, networks: [{ port: port.id }] }
const server = await cloud.compute.servers.create(machine)
await waitForResource({
  ...{ collection: cloud.compute.servers, id: server.id, goal: 'server ACTIVE', interval: WAIT, clock },
  until: (found) => found?.status === 'ACTIVE',
})
await cloud.compute.servers.attachVolume(server.id, volume.id)
journal.write({ type: 'note', cell, level: 'info', text: 'everything is there' })
// Held until somebody kills it.
setInterval(() => {}, 1000)
