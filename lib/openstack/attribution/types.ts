import type { Inventory, Item, Kind } from '../inventory/types.ts'

/** What proves that something is ours. Nothing else does. */
export interface Proof {
  /** Id of a run: everything that carries its mark. */
  run?: string
  /** Names of clusters. */
  clusters?: readonly string[]
  /** What a ledger knows of; without an id it was announced, and is known by kind and name. `rule` is how it came there. */
  ledger?: readonly { kind: string; id: string | undefined; name: string; rule?: string }[]
  /** From before anything of ours was made: what is in it is not ours, and what hangs on ours and isn't in it is. */
  before?: Inventory
}

/** `unattributed`: in this project, and nothing says whose it is. */
export type Ownership = 'ours' | 'service-owned' | 'foreign' | 'unattributed'

export interface Classified {
  item: Item
  ownership: Ownership
  /** The rule that decided, `ledger`, or the reference that led there; empty where none did. */
  rule: string
  /** Never to be touched, whatever else is asked for. */
  untouchable: boolean
  /** Hangs on something of ours and may be the user's: to be let go, not deleted. */
  holdsOurs?: true
}

/** A field whose value decides alone. */
export interface FieldRule {
  id: string
  kinds: readonly Kind[]
  field: string
  is: RegExp | boolean
}
