import type { RawAnswer } from '../../../../lib/openstack/types.ts'

/** The same answer with the keys of each server's flavor only: its figures are the cloud's. */
export const withoutFlavor = (answer: RawAnswer): RawAnswer => ({ ...answer, body: mapped(answer.body) })

const mapped = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(mapped)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === 'flavor' ? Object.keys(item).sort() : mapped(item)]),
  )
}
