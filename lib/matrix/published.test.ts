import { beforeEach, describe, expect, test } from 'vitest'
import type { Plan } from '../core/plan.ts'
import { discoverStacks } from '../stacks/discover.ts'
import { hasPublished, NO_PUBLISHED, PUBLISHED } from '../stacks/testing/directories.ts'
import { makePlan } from './plan.ts'
import { inputFor } from './testing/places.ts'

describe('The matrix of the published stacks', () => {
  let plan: Plan
  beforeEach(async ({ skip }) => {
    skip(!hasPublished, NO_PUBLISHED)
    plan ??= makePlan(inputFor({ discovered: await discoverStacks(PUBLISHED), stacksDir: PUBLISHED, strategy: 'full' }))
  })

  const combinations = (stack: string) => {
    const cells = plan.cells.filter(({ stack: { id } }) => id === stack)
    return [...new Set(cells.map(({ settings }) => `${settings.apiEndpoint} / ${settings.serviceLb}`))]
  }

  test('has each stack as cells or as an exclusion with its reason.', () => {
    const named = new Set([...plan.cells.map(({ stack }) => stack.id), ...plan.exclusions.map(({ stack }) => stack)])
    for (const { id } of plan.stacks) expect(named).toContain(id)
    expect(
      plan.exclusions.filter(({ rule }) => rule === 'provider').map(({ stack }) => stack.split('/').slice(1).join('/')),
    ).toEqual(['kubevirt/alpha/1-29', 'docker/scs', 'docker/scs', 'kubevirt/alpha/1-29', 'docker/scs'])
  })

  test('has wooctavia with the one combination that it knows, which needs user name and password.', () => {
    const id = '2024-04-wooctavia/openstack/wooctavia/1-27'
    expect(combinations(id)).toEqual(['kube-vip / yawol'])
    const cells = plan.cells.filter(({ stack }) => stack.id === id)
    expect(cells).toHaveLength(4)
    expect(cells[0]).toMatchObject({
      settings: { credential: 'password', image: 'import' },
      variables: { network_id: '{{kubeVip.networkId}}', yawol_image_id: '{{yawol.imageId}}' },
      expectations: { addons: { 'yawol-controller': '0.21.3' }, machineDeploymentClass: '{class}' },
    })
  })

  test('has scs of 2025-02 with every combination of its switches but kube-vip, which its Kubernetes is too new for.', () => {
    const id = '2025-02-before-kube-vip-removal/openstack/scs'
    expect(combinations(id)).toHaveLength(12)
    expect(plan.exclusions).toContainEqual(
      expect.objectContaining({ stack: id, rule: 'kube-vip-kubernetes', source: 'kube-vip #684' }),
    )
  })

  test('has scs2 with the balancers of its schema, and the cloud decides about Services.', () => {
    expect(combinations('2026-05-head/openstack/scs2').sort()).toEqual([
      'none / cloud-default',
      'octavia-amphora / cloud-default',
      'octavia-ovn / cloud-default',
    ])
  })

  test('has alpha with its two variables for one balancer.', () => {
    const cells = plan.cells.filter(
      ({ stack, settings }) => stack.id.endsWith('alpha/1-29') && settings.apiEndpoint === 'octavia-ovn',
    )
    expect(cells[0]!.variables).toMatchObject({
      openstack_loadbalancer_apiserver: true,
      openstack_loadbalancer_apiserver_provider: 'ovn',
    })
  })
})
