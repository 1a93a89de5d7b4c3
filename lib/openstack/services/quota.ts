import type { QuotaUse } from '../types.ts'

interface RawQuota {
  limit: number
  in_use?: number
  used?: number
}

/** The named quotas as `{ limit, used }`; a limit of -1 is none. */
export const quotaUses = <K extends string>(body: Record<string, RawQuota | undefined>, names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, quotaUse(body[name])])) as Record<K, QuotaUse>

const quotaUse = (raw: RawQuota | undefined): QuotaUse => ({
  limit: raw?.limit ?? -1,
  used: raw?.in_use ?? raw?.used ?? 0,
})
