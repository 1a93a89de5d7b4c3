import { StackproofError } from '../../core/errors.ts'
import type { Redactor } from '../../core/redact.ts'
import type { Collection, Resource } from '../types.ts'
import { type Lost, madeBy } from './adopt.ts'
import { ADOPTION } from './adoption-rules.ts'
import { type CollectionContext, createCollection } from './collection.ts'
import { learning } from './secrets.ts'

/** Keypairs; they belong to the user, not to the project, and are known by name alone. */
export const createKeypairs = (context: CollectionContext, redactor: Redactor): Collection => {
  const collection: Collection = createCollection(context, {
    service: 'compute',
    kind: 'keypair',
    path: '/os-keypairs',
    singular: 'keypair',
    plural: 'keypairs',
    filters: ['user_id'],
    unwrap: (item) => keypair(redactor, item),
    adoptable: (found, lost) => adoptable(collection, found, lost),
  })
  return {
    ...collection,
    create: async (body, options) => {
      checkName(body.name)
      return await collection.create(body, options)
    },
  }
}

// Only the answer that was lost had the private key: such a pair is of no use to anybody, and made again. Lists don't say
// how old one is.
const adoptable = async (collection: Collection, found: Resource[], lost: Lost): Promise<Resource[]> => {
  const whole = await Promise.all(found.map(({ id }) => collection.get(id)))
  const fresh = madeBy(lost, ADOPTION.keypair!, whole)
  if (lost.body.public_key !== undefined) return fresh
  for (const { id } of fresh) await collection.delete(id)
  return []
}

// Wrapped once more in lists.
const keypair = (redactor: Redactor, item: Record<string, unknown>): Resource => {
  const inner = (item.keypair ?? item) as Resource
  return learning(redactor, { ...inner, id: inner.name! }, 'private_key')
}

// Before microversion 2.92 a dot is answered by 400, in words that don't name it.
const checkName = (name: unknown): void => {
  if (typeof name === 'string' && /^[\w\- ]{1,255}$/.test(name)) return
  throw new StackproofError(
    'E_USAGE',
    `expected a keypair's name of letters, digits, spaces, - and _, got ${JSON.stringify(name)}`,
  )
}
