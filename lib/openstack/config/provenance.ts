/** Where a value was written; `default` is our own. */
export type SourceKind = 'file' | 'profile' | 'region' | 'env' | 'argument' | 'default'

/** The origin of one value of a cloud. Plain data. */
export interface Provenance {
  source: SourceKind
  /** `/etc/openstack/clouds.yaml:7`, the name of a variable, or nothing. */
  place: string
}

/** `clouds.yaml:7`, `OS_REGION_NAME (environment)`, `default`. */
export const describeProvenance = ({ source, place }: Provenance): string => {
  if (place === '') return source
  return source === 'env' ? `${place} (environment)` : place
}
