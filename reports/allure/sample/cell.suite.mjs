import * as allure from 'allure-js-commons'
import { describe, expect, test } from 'vitest'
import { examplePlan } from '../../testing/example-plan.ts'

// Two cells as the suites run them; a test runs this file with allure-vitest and repairs what that wrote.
const [first, , , , , sixth] = examplePlan().cells

const labelled = async (kind, id, cell) => {
  await allure.label(kind, id)
  await allure.label('cell', cell)
}

describe.for([first, sixth])('$id', (cell) => {
  test('cluster', async () => {
    await labelled('phase', 'cluster', cell.id)
    expect(cell.settings).toBeDefined()
  })

  test('Every control plane answers /readyz with ok', async () => {
    await labelled('checkId', 'api.readyz', cell.id)
    await allure.step('dial', async (step) => {
      await step.parameter('host', '127.0.0.1')
      await allure.attachment('answer.json', '{"ok":true}', 'application/json')
    })
  })

  test('A Service of type LoadBalancer reaches every ready pod', async () => {
    await labelled('checkId', 'lb.every-member', cell.id)
    if (cell === sixth) throw new Error('failed: expected every member, got two')
  })

  test('A UDP Service of type LoadBalancer answers', async ({ skip }) => {
    await labelled('checkId', 'lb.udp', cell.id)
    skip('known-issue: health monitors of OVN ignore UDP')
  })
})
