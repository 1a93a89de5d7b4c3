import type { Item } from '../inventory/types.ts'

/**
 * The backup that an incremental one was made upon. Cinder doesn't tell it: it takes the one with the latest data of the same
 * volume, of a snapshot the latest before the snapshot.
 */
export const parentBackup = (child: Item, items: readonly Item[]): Item | undefined => {
  if (child.kind !== 'backup' || child.resource.is_incremental !== true) return undefined
  const before = items.filter((item) => item.kind === 'backup' && isBefore(item, child))
  return before.reduce<Item | undefined>(
    (latest, item) => (latest === undefined || dataOf(item) > dataOf(latest) ? item : latest),
    undefined,
  )
}

const isBefore = (item: Item, child: Item): boolean =>
  item.resource.volume_id === child.resource.volume_id &&
  String(item.resource.created_at) < String(child.resource.created_at) &&
  (!child.resource.snapshot_id || dataOf(item) < dataOf(child))

const dataOf = ({ resource }: Item) => String(resource.data_timestamp ?? resource.created_at)
