import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNovaError, novaOf } from './nova.ts'

const PUBLIC_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDIhz2GK/XCUj4i6Q5yQJNL1MKv/bP5TEvtrHyFThtge contract'

/** Key pairs. */
export const KEYPAIRS: readonly ContractCase[] = [
  {
    id: 'compute-58',
    title: 'A key pair is a user’s, its name taken once and without a dot, and its private half told once',
    needs: ['other-project'],
    run: async (context) => {
      const nova = novaOf(context)
      const name = context.name()
      const post = (keypair: object) => nova.ask('POST', '/os-keypairs', { keypair })
      const created = await post({ name, public_key: PUBLIC_KEY })
      context.undo(() => nova.ask('DELETE', `/os-keypairs/${name}`))
      expect([created.status, created.body.keypair.user_id]).toEqual([201, context.cloud.userId])
      context.golden('created', created)
      const again = await post({ name, public_key: PUBLIC_KEY })
      expectNovaError(again, 409, 'conflictingRequest', `Key pair '${name}' already exists.`)
      const characters = '[_- 0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ]'
      const words = `An invalid 'name' value was provided. The name must be: Only expected characters: ${characters}`
      expectNovaError(await post({ name: `${name}.dot`, public_key: PUBLIC_KEY }), 400, 'badRequest', words)
      const shown = await nova.ask('GET', `/os-keypairs/${name}`)
      expect(Object.keys(shown.body.keypair)).not.toContain('private_key')
      expect(shown.body.keypair.id).toEqual(expect.any(Number))
      const other = context.other()
      const foreign = await novaOf(context, other).ask('GET', `/os-keypairs/${name}`)
      const notFound = `Keypair ${name} not found for user ${other.userId}`
      expectNovaError(foreign, 404, 'itemNotFound', notFound)
      expect((await nova.ask('DELETE', `/os-keypairs/${name}`)).status).toBe(204)
      const gone = await nova.ask('DELETE', `/os-keypairs/${name}`)
      expectNovaError(gone, 404, 'itemNotFound', `Keypair ${name} not found for user ${context.cloud.userId}`)
    },
  },
  {
    id: 'compute-132',
    title: 'Nova makes a key until 2.91, takes a dot from 2.92 on, and answers 200 and 202 at 2.1',
    run: async (context) => {
      const nova = novaOf(context)
      const at = (microversion: string) => ({ microversion })
      const post = (keypair: object, microversion = '2.79') =>
        nova.ask('POST', '/os-keypairs', { keypair }, at(microversion))
      const remove = (name: string, microversion = '2.79') =>
        nova.ask('DELETE', `/os-keypairs/${name}`, undefined, at(microversion))
      const name = context.name()
      for (const used of [name, `${name}.dot`, `${name}-old`]) context.undo(() => remove(used))
      const made = await post({ name })
      expect(made.body.keypair.private_key).toMatch(/^-----BEGIN [A-Z ]*PRIVATE KEY-----/)
      expect(made.body.keypair.public_key).toMatch(/ Generated-by-Nova$/)
      const bare = await post({ name: context.name('bare') }, '2.92')
      const words = `Invalid input for field/attribute keypair. Value: {'name': '${context.name('bare')}'}. 'public_key' is a required property`
      expectNovaError(bare, 400, 'badRequest', words)
      expect((await post({ name: `${name}.dot`, public_key: PUBLIC_KEY }, '2.92')).status).toBe(201)
      const old = await post({ name: `${name}-old`, public_key: PUBLIC_KEY }, '2.1')
      expect([old.status, Object.keys(old.body.keypair).includes('type')]).toEqual([200, false])
      expect((await remove(`${name}-old`, '2.1')).status).toBe(202)
      const data = 'Keypair data is invalid: failed to generate fingerprint'
      expectNovaError(await post({ name: context.name('bad'), public_key: 'bogus' }), 400, 'badRequest', data)
    },
  },
  {
    id: 'compute-133',
    title: 'Key pairs are paged by name',
    // A key pair that another case deletes may be the marker of the next page.
    alone: true,
    run: async (context) => {
      const nova = novaOf(context)
      const names = [context.name('a'), context.name('b')]
      for (const name of names) {
        await nova.ask('POST', '/os-keypairs', { keypair: { name, public_key: PUBLIC_KEY } })
        context.undo(() => nova.ask('DELETE', `/os-keypairs/${name}`))
      }
      const list = (query: Record<string, string>) => nova.ask('GET', '/os-keypairs', undefined, { query })
      const page = await list({ limit: '1', marker: names[0]! })
      expect(page.body.keypairs.map(({ keypair }: { keypair: { name: string } }) => keypair.name)).toEqual([names[1]])
      const next = new URL(page.body.keypairs_links[0].href).searchParams
      expect([next.get('marker'), next.get('limit')]).toEqual([names[1], '1'])
      const gone = await list({ marker: 'bogus' })
      expectNovaError(gone, 400, 'badRequest', 'Marker bogus could not be found.')
      const typed = await context.cloud.compute.keypairs.list({ limit: 1 })
      expect(typed.map(({ name }) => name)).toEqual(expect.arrayContaining(names))
    },
  },
]
