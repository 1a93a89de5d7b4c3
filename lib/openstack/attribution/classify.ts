import { keyOf } from '../inventory/diff.ts'
import type { Inventory, Item } from '../inventory/types.ts'
import { attributeMark } from './attribute.ts'
import { followReferences } from './follow.ts'
import { ANY_MARK, SERVICE_OWNED, SERVICE_PORT_NAMES, SHARED } from './protected.ts'
import type { Classified, FieldRule, Proof } from './types.ts'

/** Says of everything in an inventory whose it is, and by which rule. */
export const classify = (inventory: Inventory, proof: Proof): Classified[] => {
  const lookup = lookupOf(proof)
  const byOwnFields = inventory.items.map((item) => ({
    item,
    ...(untouchable(inventory, item, lookup.before) ?? claimed(item, proof, lookup) ?? unclaimed(item, proof)),
  }))
  return followReferences(inventory, byOwnFields, lookup.before)
}

interface Lookup {
  /** The rule by which each was noted. */
  ids: ReadonlyMap<string, string>
  /** Announced, and not known to have been made. */
  announced: ReadonlySet<string>
  before: ReadonlySet<string> | undefined
}

const lookupOf = ({ ledger = [], before }: Proof): Lookup => ({
  ids: new Map(
    ledger.flatMap(({ kind, id, rule = 'ledger' }) => (id === undefined ? [] : [[keyOf({ kind, id }), rule] as const])),
  ),
  announced: new Set(
    ledger.flatMap(({ kind, id, name }) => (id === undefined && name !== '' ? [`${kind} ${name}`] : [])),
  ),
  before: before && new Set(before.items.map(keyOf)),
})

type Verdict = Omit<Classified, 'item'>

const untouchable = (
  { projectId, credentialId }: Inventory,
  item: Item,
  before: Lookup['before'],
): Verdict | undefined => {
  const service = SERVICE_OWNED.find((rule) => applies(rule, item))
  if (service !== undefined) return { ownership: 'service-owned', rule: service.id, untouchable: true }
  const foreign = (rule: string): Verdict => ({ ownership: 'foreign', rule, untouchable: true })
  if (item.kind === 'application_credential' && item.id === credentialId) return foreign('credential-in-use')
  const shared = SHARED.find((rule) => applies(rule, item))
  if (shared !== undefined) return foreign(shared.id)
  if ((item.projectId ?? projectId) !== projectId && !isServicePort(item)) return foreign('other-project')
  return before?.has(keyOf(item)) ? { ownership: 'foreign', rule: 'was-there-before', untouchable: false } : undefined
}

const applies = ({ kinds, field, is }: FieldRule, { kind, resource }: Item): boolean => {
  const value = resource[field]
  return kinds.includes(kind) && (typeof is === 'boolean' ? value === is : typeof value === 'string' && is.test(value))
}

// Octavia's own project owns ports in the networks of tenants; left over, they hold the network.
const isServicePort = ({ kind, name }: Item) => kind === 'port' && SERVICE_PORT_NAMES.test(name)

const claimed = (item: Item, { run, clusters = [] }: Proof, { ids, announced }: Lookup): Verdict | undefined => {
  const ours = (rule: string): Verdict => ({ ownership: 'ours', rule, untouchable: false })
  const noted = ids.get(keyOf(item))
  if (noted !== undefined) return ours(noted)
  // Floating IPs have no name: their description is what the ledger announces.
  const called = [item.resource.name, item.resource.description].find((text) => text)
  if (called !== undefined && announced.has(`${item.kind} ${called}`)) return ours('ledger')
  const marks = [...clusters.map((cluster) => ({ cluster })), ...(run === undefined ? [] : [{ run }])]
  for (const mark of marks) {
    const rule = attributeMark(item.kind, item.resource, mark)
    if (rule !== undefined) return ours(rule)
  }
  return undefined
}

// Our own mark where no rule expects it, such as in a description, says nothing about whose it is.
const unclaimed = ({ markers }: Item, { run }: Proof): Verdict => {
  const other = markers
    .map((marker) => ANY_MARK.exec(marker)?.[1])
    .find((found) => found !== undefined && found !== run)
  return other === undefined
    ? { ownership: 'unattributed', rule: '', untouchable: false }
    : { ownership: 'foreign', rule: `run-${other}`, untouchable: false }
}
