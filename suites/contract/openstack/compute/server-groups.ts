import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNovaError, novaOf } from './nova.ts'

const MINUTES = 60_000

/** Server groups. */
export const SERVER_GROUPS: readonly ContractCase[] = [
  {
    id: 'compute-59',
    title: 'A group is made with 200, names its members while they are there, and is deleted with 204',
    needs: ['compute'],
    timeoutMs: 4 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const server_group = { name: context.name(), policy: 'soft-anti-affinity' }
      const created = await nova.ask('POST', '/os-server-groups', { server_group })
      expect(created.status, created.text).toBe(200)
      context.golden('created', created)
      const { id } = created.body.server_group
      const path = `/os-server-groups/${id}`
      context.undo(() => nova.ask('DELETE', path))
      const server = (await nova.create({}, { group: id })).body.server.id
      const members = async () => (await nova.ask('GET', path)).body.server_group.members
      expect(await members()).toEqual([server])
      expect((await nova.show(server)).server_groups).toEqual([id])
      await nova.remove(server)
      // The group forgets it a moment after it is not found any more.
      await nova.wait('a group without members', members, {
        describe: (ids) => `${ids.length} members`,
        until: (ids) => ids.length === 0,
      })
      const deleted = await nova.ask('DELETE', path)
      expect([deleted.status, deleted.text]).toEqual([204, ''])
      const gone = await nova.ask('DELETE', path)
      expectNovaError(gone, 404, 'itemNotFound', `Instance group ${id} could not be found.`)
    },
  },
  {
    id: 'compute-134',
    title: 'Only hard anti-affinity has a rule, and a policy that is none is refused with those that are',
    run: async (context) => {
      const nova = novaOf(context)
      const post = (more: object) =>
        nova.ask('POST', '/os-server-groups', { server_group: { name: context.name(), ...more } })
      const list = "['anti-affinity', 'affinity', 'soft-anti-affinity', 'soft-affinity']"
      const policy = `Invalid input for field/attribute policy. Value: bogus. 'bogus' is not one of ${list}`
      expectNovaError(await post({ policy: 'bogus' }), 400, 'badRequest', policy)
      const rules = { max_server_per_host: 2 }
      const only = 'Only anti-affinity policy supports rules.'
      expectNovaError(await post({ policy: 'affinity', rules }), 400, 'badRequest', only)
      const { server_group } = (await post({ policy: 'anti-affinity', rules })).body
      context.undo(() => nova.ask('DELETE', `/os-server-groups/${server_group.id}`))
      expect(server_group.rules).toEqual(rules)
      const listed = await context.cloud.compute.serverGroups.list()
      expect(listed.map(({ id }) => id)).toContain(server_group.id)
    },
  },
]
