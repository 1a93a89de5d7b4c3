import { keyOf } from '../inventory/diff.ts'
import { REFERENCES, type Reference } from '../inventory/references.ts'
import type { Inventory, Item, Ref } from '../inventory/types.ts'
import type { Classified } from './types.ts'

/** Extends what is ours, and what must not be touched, along references until nothing changes any more. */
export const followReferences = (
  inventory: Inventory,
  classified: readonly Classified[],
  before: ReadonlySet<string> | undefined,
): Classified[] => {
  const known = new Map(classified.map((one) => [keyOf(one.item), one]))
  const unlisted = new Set(inventory.unavailable.map(({ kind }) => kind))
  for (let changed = true; changed; ) {
    changed = false
    for (const [key, one] of known) {
      if (one.ownership !== 'unattributed') continue
      const next = byReference(one, known, { before, serversUnlisted: unlisted.has('server') })
      if (next === undefined || (next.ownership === one.ownership && one.holdsOurs)) continue
      known.set(key, next)
      changed = true
    }
  }
  return [...known.values()]
}

type Known = ReadonlyMap<string, Classified>

interface Circumstances {
  before: ReadonlySet<string> | undefined
  serversUnlisted: boolean
}

const byReference = (
  { item }: Classified,
  known: Known,
  { before, serversUnlisted }: Circumstances,
): Classified | undefined => {
  const edges = item.refs.flatMap((ref) => edgeOf(item, ref, known))
  const proofs = edges.filter(({ reference }) => reference.carries === 'proof')
  const protector = proofs.find(({ target }) => target.untouchable && PROTECTING.has(item.kind))
  if (protector !== undefined)
    return {
      item,
      ownership: 'foreign',
      rule: `${ruleOf(item, protector.reference)}-${protector.target.rule}`,
      untouchable: true,
    }
  const ours = ({ target }: Edge) => target.ownership === 'ours'
  const proof = proofs.find(ours)
  if (proof !== undefined && !isHeld(item, known, serversUnlisted))
    return { item, ownership: 'ours', rule: ruleOf(item, proof.reference), untouchable: false }
  const hint = edges.find((edge) => edge.reference.carries === 'hint' && ours(edge))
  if (hint === undefined) return undefined
  const rule = ruleOf(item, hint.reference)
  // What came while we were at work and hangs on what is ours came from us.
  if (before !== undefined && !before.has(keyOf(item))) return { item, ownership: 'ours', rule, untouchable: false }
  return { item, ownership: 'unattributed', rule, untouchable: false, holdsOurs: true }
}

/** Kinds that go with what they are part of. */
const PROTECTING: ReadonlySet<string> = new Set(['subnet', 'rbac_policy'])

interface Edge {
  reference: Reference
  target: Classified
}

const edgeOf = (item: Item, ref: Ref, known: Known): Edge[] => {
  const target = known.get(keyOf(ref))
  const reference = REFERENCES.find(
    ({ kind, field, to }) => kind === item.kind && field === ref.field && to === ref.kind,
  )
  return target === undefined || reference === undefined ? [] : [{ reference, target }]
}

const ruleOf = (item: Item, { to }: Reference) => `${item.kind}-of-${to}`

/** True for a port that a server uses which isn't ours, or may not be: it can be plugged into our network all the same. */
const isHeld = (item: Item, known: Known, serversUnlisted: boolean): boolean => {
  if (item.kind !== 'port' || !String(item.resource.device_owner ?? '').startsWith('compute:')) return false
  if (serversUnlisted) return true
  const server = known.get(keyOf({ kind: 'server', id: String(item.resource.device_id) }))
  return server !== undefined && server.ownership !== 'ours'
}
