import { expect, test } from 'vitest'
import type { JournalEvent, JournalFact } from '../../core/journal.ts'
import type { Plan } from '../../core/plan.ts'
import { parseShard } from '../options.ts'
import { parseFault, placeFaults } from './faults.ts'
import { parallelCells } from './parallel.ts'
import { emptyProgress, noteEvent } from './progress-state.ts'

const demand = (servers: number) => ({
  servers,
  cores: servers * 2,
  ram: 0,
  volumes: 0,
  gigabytes: 0,
  networks: 1,
  subnets: 1,
  routers: 1,
  ports: 1,
  floatingIps: 1,
  loadBalancers: 1,
  securityGroups: 1,
  serverGroups: 0,
})

const planOf = (servers: number[], quota: object): Plan =>
  ({
    clouds: [{ name: 'c', kind: 'rehearsal', profile: { quota } }],
    cells: servers.map((n, index) => ({
      id: `cell-${index}.c`,
      index,
      cloud: 'c',
      demand: demand(n),
      checks: [{ id: 'a.b' }, { id: 'a.c' }],
    })),
  }) as unknown as Plan

test('as many cells run at once as the largest of them fit into the quota', () => {
  expect(parallelCells(planOf([2, 4, 6], { servers: 10 }))).toBe(2)
  expect(parallelCells(planOf([2, 4, 6], { servers: 5 }))).toBe(1)
})

test('without a quota the number of cells is the limit at most', () => {
  expect(parallelCells(planOf([1, 1], {}))).toBeLessThanOrEqual(2)
})

test('a fault is placed in the cells that its glob matches', () => {
  const plan = planOf([1, 1], {})
  expect(placeFaults([parseFault('etcd.slow-disk@cell-1*')], plan)).toEqual([
    { name: 'etcd.slow-disk', cell: 'cell-1.c', index: 1 },
  ])
  expect(placeFaults([parseFault('etcd.slow-disk')], plan)).toEqual([
    { name: 'etcd.slow-disk', cell: null, index: null },
  ])
})

test('a fault for cells that are not planned is refused', () => {
  expect(() => placeFaults([parseFault('etcd.slow-disk@nowhere')], planOf([1], {}))).toThrow(/matches none/)
})

test('a shard is i of n', () => {
  expect(parseShard('2/4')).toEqual({ index: 2, count: 4 })
  expect(parseShard(undefined)).toEqual({ index: 1, count: 1 })
  for (const text of ['0/4', '5/4', 'x', '1/']) expect(() => parseShard(text)).toThrow(/Expected --shard/)
})

test('progress follows the journal: phases, checks and what did not pass', () => {
  const progress = emptyProgress(planOf([1], {}).cells)
  const note = (fact: JournalFact) => noteEvent(progress, { ...fact, seq: '1', t: '', w: 0 } as JournalEvent)
  const cell = 'cell-0.c'
  note({ type: 'cell.started', cell, pid: 1 })
  note({ type: 'phase.started', cell, phase: 'checks', timeoutMs: 1 })
  note({ type: 'check.finished', cell, check: 'a.b', verdict: 'passed', evidence: [], metrics: [], durationMs: 1 })
  const line = note({
    type: 'check.finished',
    cell,
    check: 'a.c',
    verdict: 'failed',
    reason: 'expected 1, got 2',
    evidence: [],
    metrics: [],
    durationMs: 1,
  })
  expect(line).toBe('cell-0.c: a.c failed: expected 1, got 2')
  expect(progress.cells.get(cell)).toMatchObject({ state: 'running', phase: 'checks', done: 2, planned: 2, bad: 1 })
})
