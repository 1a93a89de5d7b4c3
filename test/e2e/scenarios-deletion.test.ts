import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import type { JanitorResult } from '../../lib/core/journal.ts'
import { LEFTOVERS_FILE } from '../../lib/run/janitor/reap.ts'
import { JANITOR_LOG } from '../../lib/run/janitor/start.ts'
import { joinIn, MINUTE, ONE, startWorld, verdictsOf } from './joining.ts'
import type { SharedWorld } from './shared-world.ts'
import { onlyRun } from './stackproof.ts'

/** What controllers of a cluster have made and forgotten: a load balancer in a network of its own, a volume, a group. */
const forget = async ({ cloud }: SharedWorld, cluster: string) => {
  const network = await cloud.network.networks.create({ name: 'elsewhere' })
  const subnet = await cloud.network.subnets.create({
    name: 'elsewhere',
    network_id: network.id,
    cidr: '10.99.0.0/24',
    ip_version: 4,
  })
  const [balancer, volume, group] = await Promise.all([
    cloud.loadBalancer.loadBalancers.create({
      name: `kube_service_${cluster}_default_web`,
      provider: 'ovn',
      vip_subnet_id: subnet.id,
    }),
    cloud.blockStorage.volumes.create({ name: `${cluster}-data`, size: 1 }),
    // Of no Service that lives: one with the name of a group of the cluster's machines would go with these.
    cloud.network.securityGroups.create({
      name: 'lb-sg-elsewhere',
      description: `Security Group for default/web in cluster ${cluster}`,
    }),
  ])
  return { balancer, removable: [volume.id, group.id].sort() }
}

const pending = (text: string) => text.replaceAll('"ACTIVE"', '"PENDING_DELETE"')

test('5: a load balancer that refuses its deletion for five minutes and then never ends it is told as a leak with its age', {
  timeout: 4 * MINUTE,
}, async () => {
  const world = await startWorld()
  const { proxy, clock } = world
  const running = joinIn(world, ...ONE)
  await running.said(': stack done')
  const [, run] = /-([a-z0-9]{6})$/.exec(basename(onlyRun(running.runs)))!
  const { balancer, removable } = await forget(world, `sp-${run}-c00`)
  const one = new RegExp(`lbaas/loadbalancers/${balancer.id}`)
  const busy = { faultcode: 'Client', faultstring: `Load Balancer ${balancer.id} is immutable and cannot be updated.` }
  proxy.rule({ method: 'DELETE', path: one, fault: { kind: 'answer', answer: { status: 409, body: busy } } })

  const asked = () => proxy.asked('DELETE', one)
  const refused = (async () => {
    await expect.poll(asked, { timeout: 2 * MINUTE }).not.toEqual([])
    await clock.sleep(5 * MINUTE)
    const count = asked().length
    proxy.clear()
    proxy.rule({ method: 'DELETE', path: one, fault: { kind: 'answer', answer: { status: 204 } } })
    const stuck = ({ text }: { text: string }) => (asked().length > count ? { text: pending(text) } : {})
    proxy.rule({ method: 'GET', path: /lbaas\/loadbalancers/, fault: { kind: 'rewrite', change: stuck } })
    return count
  })()

  const { code, report, dir, stderr } = await running.outcome()
  expect(await refused).toBeGreaterThan(2)
  expect(asked().length).toBeGreaterThan(await refused)
  expect(code, stderr).toBe(4)
  // lifecycle.nothing-left
  expect(verdictsOf(report), stderr).toEqual({ passed: 3, failed: 1 })
  const ours = report.leftovers.filter(({ state }) => state !== 'foreign')
  const left = ours.find(({ id }) => id === balancer.id)!
  expect(left).toMatchObject({ kind: 'loadbalancer', rule: 'occm-load-balancer', state: 'leaked', reapedBy: null })
  expect(left.ageMs).toBeGreaterThan(5 * MINUTE)
  const reaped = ours.filter(({ reapedBy }) => reapedBy === 'janitor').map(({ id }) => id)
  expect(reaped).toEqual(expect.arrayContaining(removable))

  const janitor = JSON.parse(readFileSync(join(dir, LEFTOVERS_FILE), 'utf8')) as JanitorResult
  expect(janitor.left.find(({ id }) => id === balancer.id)!.reason).toMatch(/still PENDING_DELETE after/)
  expect(readFileSync(join(dir, JANITOR_LOG), 'utf8')).toContain('PENDING_DELETE')
  const { rehearsal } = (await world.truth()).projects
  expect(Object.keys(rehearsal!).sort()).toEqual(['loadbalancer', 'network', 'port', 'subnet'])
})
