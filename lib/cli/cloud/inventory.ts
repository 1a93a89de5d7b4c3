import { classify } from '../../openstack/attribution/classify.ts'
import type { Classified } from '../../openstack/attribution/types.ts'
import { takeInventory } from '../../openstack/inventory/take.ts'
import type { Unavailable } from '../../openstack/inventory/types.ts'
import { type CloudVerb, runOf } from './options.ts'
import { ageOf, columns } from './table.ts'

/** Everything in the project and of the user, with whose it is. Exit code 0. */
export const inventory = async ({ cloud, signal, options }: CloudVerb): Promise<number> => {
  const taken = await takeInventory(cloud, signal)
  const classified = classify(taken, options.run === undefined ? {} : { run: runOf(options.run) })
  const { unavailable, counted, listed } = taken
  if (options.json)
    console.log(
      JSON.stringify({ cloud: cloud.cloud, items: classified.map(asData), unavailable, counted, listed }, null, 2),
    )
  else console.log([...itemTable(classified, Date.now()), ...unavailableLines(unavailable)].join('\n'))
  return 0
}

/** A thing with its class, without what only its own service understands. */
export const asData = ({ item, ownership, rule, holdsOurs }: Classified) => {
  const { kind, id, name, createdAt, children } = item
  return { kind, id, name, createdAt, ...children, ownership, rule, ...(holdsOurs && { holdsOurs }) }
}

/** One line for each thing, by kind. */
export const itemTable = (classified: readonly Classified[], now: number): string[] => {
  if (classified.length === 0) return ['nothing']
  const head = ['KIND', 'NAME', 'ID', 'AGE', 'WHOSE', 'BY']
  return columns([
    head,
    ...classified.map(({ item, ownership, rule }) => [
      item.kind,
      item.children === undefined
        ? item.name
        : `${item.name} (${item.children.listeners} listeners, ${item.children.pools} pools)`,
      item.id,
      ageOf(item.createdAt, now),
      ownership,
      rule,
    ]),
  ])
}

/** What could not be looked at. An empty list would look the same. */
export const unavailableLines = (unavailable: readonly Unavailable[]): string[] =>
  unavailable.map(({ kind, reason }) => `not listed: ${kind} (${reason})`)
