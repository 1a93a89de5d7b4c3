import { describe, expect, test } from 'vitest'
import { buildReport } from '../model/build.ts'
import { type ExampleRun, exampleRun, killedRun } from '../testing/example-run.ts'
import { HOSTILE, hostileRun } from '../testing/hostile.ts'
import { elements, parseXml, type XmlNode } from '../testing/xml.ts'
import { renderJunit } from './junit.ts'

const junitOf = ({ plan, journal, ledger }: ExampleRun) => parseXml(renderJunit(buildReport(plan, journal, ledger)))
const suiteOf = (root: XmlNode, index: number) => root.children[index]!
const caseOf = (suite: XmlNode, id: string) =>
  elements(suite, 'testcase').find(({ attributes }) => attributes.name!.startsWith(id))!
const outcomeOf = (node: XmlNode) => node.children.find(({ name }) => ['failure', 'error', 'skipped'].includes(name))

describe('JUnit', () => {
  const root = junitOf(exampleRun())

  test('has a suite for each cell, with a case for each phase and check', () => {
    expect(root.children.map(({ name }) => name)).toEqual(Array(9).fill('testsuite'))
    for (const suite of root.children) expect(elements(suite, 'testcase')).toHaveLength(37)
  })

  test('says in its totals what its cases say', () => {
    for (const node of [root, ...root.children]) {
      const of = (name: string) => String(elements(node, name).length)
      const { tests, failures, errors, skipped } = node.attributes
      const counted = { tests: of('testcase'), failures: of('failure'), errors: of('error'), skipped: of('skipped') }
      expect({ tests, failures, errors, skipped }).toEqual(counted)
    }
    expect(root.attributes).toMatchObject({ failures: '5', errors: '1', name: 'stackproof REHEARSAL k3f9q2' })
  })

  test('puts want and got of a failed check into its failure', () => {
    const failure = outcomeOf(caseOf(suiteOf(root, 5), 'lb.every-member'))!
    expect(failure).toMatchObject({ name: 'failure', attributes: { type: 'E_CHECK_FAILED' } })
    expect(failure.text).toContain('want: every one of 3 members at least 20 times of 120\ngot: echo-7xk2p 60')
  })

  test.for([
    [4, 'metrics.nodes', 'error', 'GET /apis/metrics.k8s.io/v1beta1/nodes: socket hang up'],
    [6, 'api.readyz', 'skipped', 'blocked: blocked by phase cluster'],
    [4, 'lb.udp', 'skipped', 'not-applicable: serviceLb is none'],
    [0, 'lb.udp', 'skipped', 'known-issue: health monitors of OVN ignore UDP'],
    [5, 'phase: teardown', 'skipped', 'kept: --keep on-failure'],
    [6, 'phase: cluster', 'failure', 'ControlPlaneAvailable not reached'],
  ] as const)('shows in suite %i that %s is %s: %s', ([suite, id, name, message]) => {
    const outcome = outcomeOf(caseOf(suiteOf(root, suite), id))!
    expect(outcome.name).toBe(name)
    expect(outcome.attributes.message).toContain(message)
  })

  test('names the evidence files where CI systems look for them', () => {
    const [output] = elements(caseOf(suiteOf(root, 2), 'etcd.fsync'), 'system-out')
    expect(output!.text).toBe('[[ATTACHMENT|artifacts/evidence/etcd-metrics.txt]]')
  })

  test('of a killed run has every case too, those without a verdict as errors', () => {
    const killed = junitOf(killedRun(100))
    expect(elements(killed, 'testcase').filter(({ attributes }) => !attributes.name!.startsWith('phase'))).toHaveLength(
      270,
    )
    expect(Number(killed.attributes.errors)).toBeGreaterThan(200)
  })

  test('stays well-formed whatever a cloud says', () => {
    const hostile = junitOf(hostileRun())
    const { message } = outcomeOf(caseOf(suiteOf(hostile, 0), 'api.readyz'))!.attributes
    const legal = HOSTILE.replace('\u0000\u001b', '\uFFFD\uFFFD').replace('\ud800', '\uFFFD')
    expect(message).toBe(legal)
  })
})
