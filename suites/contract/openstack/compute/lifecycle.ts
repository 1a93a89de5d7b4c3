import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { withoutFlavor } from './answers.ts'
import { networkOf } from './networks.ts'
import { expectNovaError, novaOf } from './nova.ts'

const MINUTES = 60_000

/** How servers come and go. */
export const LIFECYCLE: readonly ContractCase[] = [
  {
    id: 'compute-51',
    title: 'The answer to a creation has an id, links and a password and nothing else: the rest has to be asked for',
    needs: ['compute'],
    timeoutMs: 4 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const created = await nova.create({ description: 'of a contract' })
      context.golden('created', created)
      const { id } = created.body.server
      const keys = ['OS-DCF:diskConfig', 'adminPass', 'id', 'links', 'security_groups']
      expect(Object.keys(created.body.server).sort()).toEqual(keys)
      expect(created.headers.location).toMatch(new RegExp(`/v2.1/servers/${id}$`))
      const shown = await nova.show(id)
      expect(shown).toMatchObject({ id, name: context.name(), description: 'of a contract', status: 'BUILD' })
      expect(shown.tenant_id).toBe(context.cloud.projectId)
    },
  },
  {
    id: 'compute-52',
    title: 'A server goes from BUILD to ACTIVE and has addresses, host, zone and groups then',
    needs: ['compute'],
    timeoutMs: 5 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const { network } = await networkOf(context)
      const created = await nova.create({ networks: [{ uuid: network.id }], metadata: { key: 'value' } })
      const { id } = created.body.server
      const seen = await nova.show(id)
      expect(seen).toMatchObject({ status: 'BUILD', 'OS-EXT-STS:vm_state': 'building' })
      const server = await nova.until(id, 'ACTIVE', ({ addresses }) => Object.keys(addresses).length > 0)
      const [address] = server.addresses[context.name()]
      expect(address).toMatchObject({ version: 4, 'OS-EXT-IPS:type': 'fixed' })
      expect(server).toMatchObject({ 'OS-EXT-STS:vm_state': 'active', 'OS-EXT-STS:task_state': null })
      expect(server.hostId).not.toBe('')
      expect(server['OS-EXT-AZ:availability_zone']).not.toBe('')
      context.golden('active', withoutFlavor(await nova.ask('GET', `/servers/${id}`)))
      const old = await nova.ask('GET', `/servers/${id}`, undefined, { microversion: '2.46' })
      expect(old.body.server.flavor.id).toBe(context.facts.flavor!.id)
      const listed = await nova.ask('GET', '/servers/detail', undefined, { query: { name: `^${context.name()}$` } })
      context.golden('listed', withoutFlavor(listed))
    },
  },
  {
    id: 'compute-54',
    title: 'Deleting may be asked for again while it lasts, ends in 404, and is a 404 from then on',
    needs: ['compute'],
    timeoutMs: 5 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const { id } = await nova.active()
      const path = `/servers/${id}`
      const first = await nova.ask('DELETE', path)
      expect([first.status, first.text]).toEqual([204, ''])
      // On a quick cloud it is gone by now.
      expect([204, 404]).toContain((await nova.ask('DELETE', path)).status)
      await nova.remove(id)
      const again = await nova.ask('DELETE', path)
      expectNovaError(again, 404, 'itemNotFound', `Instance ${id} could not be found.`)
      context.golden('deleted again', again)
      await context.cloud.compute.servers.delete(id)
    },
  },
  {
    id: 'compute-121',
    title: 'A locked server can neither be deleted nor stopped until it is unlocked',
    needs: ['compute'],
    timeoutMs: 5 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const { id } = await nova.active()
      const act = (action: object) => nova.ask('POST', `/servers/${id}/action`, action)
      context.undo(() => act({ unlock: null }))
      const locked = await act({ lock: null })
      expect([locked.status, locked.text]).toEqual([202, ''])
      expect((await nova.show(id)).locked).toBe(true)
      const words = `Instance ${id} is locked`
      const refused = await nova.ask('DELETE', `/servers/${id}`)
      expectNovaError(refused, 409, 'conflictingRequest', words)
      context.golden('locked', refused)
      expectNovaError(await act({ 'os-stop': null }), 409, 'conflictingRequest', words)
      await context.cloud.compute.servers.unlock(id)
      expect((await nova.show(id)).locked).toBe(false)
    },
  },
  {
    id: 'compute-122',
    title: 'Actions that the state does not allow are refused with the state, unknown ones by name',
    needs: ['compute'],
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const { id } = await nova.active()
      const act = (action: object) => nova.ask('POST', `/servers/${id}/action`, action)
      const started = await act({ 'os-start': null })
      const words = `Cannot 'start' instance ${id} while it is in vm_state active`
      expectNovaError(started, 409, 'conflictingRequest', words)
      expectNovaError(await act({ bogus: null }), 400, 'badRequest', 'There is no such action: bogus')
      expectNovaError(await act({}), 400, 'badRequest', 'Malformed request body')
      const rebooted = await act({ reboot: { type: 'HARD' } })
      expect([rebooted.status, rebooted.text]).toEqual([202, ''])
      expect(['HARD_REBOOT', 'ACTIVE']).toContain((await nova.show(id)).status)
      await nova.until(id, 'ACTIVE')
      const actions = await context.cloud.compute.servers.instanceActions(id)
      expect(actions.map(({ action }) => action)).toEqual(['reboot', 'create'])
      const [, creation] = actions
      expect(creation).toMatchObject({ instance_uuid: id, message: null, project_id: context.cloud.projectId })
      context.golden('actions', await nova.ask('GET', `/servers/${id}/os-instance-actions`))
      const forced = await act({ forceDelete: null })
      expect([forced.status, forced.text]).toEqual([202, ''])
    },
  },
]
