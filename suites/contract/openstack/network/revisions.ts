import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNeutronError, neutronOf } from './neutron.ts'

const MINUTES = 60_000

const matching = (revision: number) => ({ headers: { 'if-match': `revision_number=${revision}` } })

/** Changes that are only wanted of one revision. */
export const REVISIONS: readonly ContractCase[] = [
  {
    id: 'network-50',
    title: 'A change or deletion of another revision than the one named is refused with 412',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { id } = await neutron.make('/networks')
      const { revision_number: revision } = await neutron.show(`/networks/${id}`)
      const put = (wanted: number) =>
        neutron.ask('PUT', `/networks/${id}`, { network: { description: 'x' } }, matching(wanted))
      const refused = await put(revision + 7)
      const words = `Constrained to ${revision + 7}, but current revision is ${revision}`
      expectNeutronError(refused, 412, 'RevisionNumberConstraintFailed', words)
      const changed = await put(revision)
      expect([changed.status, changed.body.network.revision_number]).toEqual([200, revision + 1])
      expectNeutronError(await put(revision), 412, 'RevisionNumberConstraintFailed')
      const deleted = await neutron.ask('DELETE', `/networks/${id}`, undefined, matching(revision))
      expectNeutronError(deleted, 412, 'RevisionNumberConstraintFailed')
      const unread = { headers: { 'if-match': 'bogus' } }
      const taken = await neutron.ask('PUT', `/networks/${id}`, { network: { description: 'y' } }, unread)
      expect(taken.status).toBe(200)
    },
  },
]
