import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { joinIn, MINUTE, NOTHING, ONE, startWorld, verdictsOf } from './joining.ts'
import { janitorGone } from './killing.ts'
import { onlyRun } from './stackproof.ts'

test('13: what others make in the project while a run is at work is told and never touched', {
  timeout: 3 * MINUTE,
}, async () => {
  const world = await startWorld()
  const running = joinIn(world, ...ONE)
  await running.said(': stack done')
  const [network, group] = await Promise.all([
    world.cloud.network.networks.create({ name: 'somebodys' }),
    // A name that looks like ours is not ours.
    world.cloud.network.securityGroups.create({ name: 'sp-other-cluster' }),
  ])
  const volume = await world.cloud.blockStorage.volumes.create({ name: 'somebodys', size: 1 })
  const { code, report, dir } = await running.outcome()
  expect(verdictsOf(report)).toEqual({ passed: 4 })
  expect(code).toBe(0)
  const ids = [network.id, group.id, volume.id]
  expect(
    report.leftovers
      .filter(({ state }) => state === 'foreign')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(ids.sort())
  expect(report.leftovers.filter(({ state }) => state !== 'foreign')).toEqual([])
  expect(readFileSync(join(dir, 'reports/summary.txt'), 'utf8')).toContain(`foreign: network somebodys (${network.id})`)
  const { rehearsal } = (await world.truth()).projects
  expect(Object.values(rehearsal!).flatMap((things) => things.map(({ id }) => id))).toEqual(expect.arrayContaining(ids))
  // With what services made for them: the group's rules, the network's port.
  expect(Object.keys(rehearsal!).sort()).toEqual(['network', 'port', 'security_group', 'security_group_rule', 'volume'])
})

describe('14: two runs in one project', () => {
  test('side by side both are clean', { timeout: 4 * MINUTE }, async () => {
    const world = await startWorld()
    const both = await Promise.all([joinIn(world, ...ONE).outcome(), joinIn(world, ...ONE).outcome()])
    for (const { code, report, stderr } of both) {
      expect(verdictsOf(report), stderr).toEqual({ passed: 4 })
      expect(report.leftovers).toEqual([])
      expect(report.cells.map(({ quotaDrift }) => quotaDrift)).toEqual([{}])
      expect(code).toBe(0)
    }
    expect(await world.truth()).toMatchObject(NOTHING)
  })

  test('the janitor of one that was killed leaves the other alone', { timeout: 4 * MINUTE }, async () => {
    const world = await startWorld()
    const [killed, other] = [joinIn(world, ...ONE), joinIn(world, ...ONE)]
    await killed.said(': cluster done')
    process.kill(-killed.child.pid!, 'SIGKILL')
    const { code, report, stderr } = await other.outcome()
    expect(verdictsOf(report), stderr).toEqual({ passed: 4 })
    expect(code).toBe(0)
    await killed.ended
    await janitorGone(onlyRun(killed.runs))
    expect(await world.truth()).toMatchObject(NOTHING)
  })
})
