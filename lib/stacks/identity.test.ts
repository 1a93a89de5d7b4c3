import { expect, test } from 'vitest'
import { identify, slugify, tellApart } from './identity.ts'

const SCS = { provider: 'openstack', name: 'scs', kubernetes: 'v1.30.1' }

test.each([
  ['providers/openstack/scs', 'openstack/scs', 'openstack-scs-1-30'],
  ['openstack/scs', 'openstack/scs', 'openstack-scs-1-30'],
  ['', 'openstack/scs', 'openstack-scs-1-30'],
  ['providers/openstack/scs/1-30', 'openstack/scs/1-30', 'openstack-scs-1-30'],
  ['2026-05-head/providers/openstack/scs', '2026-05-head/openstack/scs', '2026-05-head.openstack-scs-1-30'],
  ['providers/openstack/scs/1-28', 'openstack/scs/1-28', 'openstack-scs-1-30.dir-1-28'],
  ['somewhere/else', 'somewhere/else/openstack/scs', 'somewhere.else.openstack-scs-1-30'],
])('A stack in "%s" is called %s.', (path, id, slug) => {
  expect(identify(path, SCS)).toMatchObject({ id, slug })
})

test('Names that ids can not hold are kept apart by a digest.', () => {
  expect(slugify('A_b')).not.toBe(slugify('a b'))
  expect(slugify('A_b')).toMatch(/^a-b-[0-9a-f]{4}$/)
})

test('Two copies of a stack that would have one name are told apart by their path.', () => {
  const [first, second, third] = tellApart([
    { id: 'openstack/scs', slug: 'x', path: 'providers/openstack/scs' },
    { id: 'openstack/scs', slug: 'x', path: 'openstack/scs' },
    { id: 'openstack/scs2', slug: 'y', path: 'openstack/scs2' },
  ])
  expect(first!.slug).not.toBe(second!.slug)
  expect(first!.id).not.toBe(second!.id)
  expect(third).toMatchObject({ id: 'openstack/scs2', slug: 'y' })
})
