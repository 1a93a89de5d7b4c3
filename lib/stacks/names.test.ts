import { expect, test } from 'vitest'
import { className, parseReleaseName, parseReleaseVersion, releaseName, subscriptionChannel } from './names.ts'

const STACK = { provider: 'openstack', name: 'scs2', kubernetes: 'v1.34.7' }

test('Classes are named with dots, objects and directories with dashes.', () => {
  expect(className(STACK, 'v2')).toBe('openstack-scs2-1-34-v2')
  expect(releaseName(STACK, 'v2')).toBe('openstack-scs2-1-34-v2')
  expect(className(STACK, 'v0-sha.abc1234')).toBe('openstack-scs2-1-34-v0-sha.abc1234')
  expect(releaseName(STACK, 'v0-sha.abc1234')).toBe('openstack-scs2-1-34-v0-sha-abc1234')
})

test('Everything that is not stable is subscribed to as custom.', () => {
  expect(parseReleaseVersion('v0-git.1f2e3d')).toEqual({ major: 0, channel: 'git', patch: '1f2e3d' })
  expect(subscriptionChannel('v3')).toBe('stable')
  expect(subscriptionChannel('v0-sha.abc1234')).toBe('custom')
})

test.each(['2', 'v1-alpha', 'v1-alpha-1', 'v1.0', 'v1-alpha.'])('%s is not a release version.', (version) => {
  expect(() => className(STACK, version)).toThrow(/Expected a release version/)
})

test('Release names are taken apart again, and tags that are none are recognised.', () => {
  expect(parseReleaseName('openstack-scs2-1-34-v0-sha-abc1234')).toEqual({
    stack: 'openstack-scs2',
    minor: '1-34',
    version: 'v0-sha.abc1234',
  })
  expect(parseReleaseName('openstack-scs-1-30-v2')).toMatchObject({ version: 'v2' })
  for (const tag of ['openstack-scs-v5', 'openstack-csp-helper-v0.3.0', 'openstack-scs-1-29-v2-test'])
    expect(parseReleaseName(tag)).toBeUndefined()
})
