/** What a service offers: newest and oldest minor or microversion of the major version that we speak. */
export interface VersionRange {
  min: string | undefined
  max: string | undefined
}

interface VersionEntry {
  id?: string
  version?: string
  max_version?: string
  min_version?: string
}

/**
 * Reads a version document; undefined where it is none. Three shapes: `versions.values[]` (Keystone), `versions[]`,
 * `version{}`. An empty text means that there is none. Links are never read: behind a proxy they name internal hosts.
 */
export const readVersionRange = (document: unknown, major: number): VersionRange | undefined => {
  const all = entriesOf(document).filter((entry) => majorOf(entry) === major)
  if (all.length === 0) return undefined
  // Nova lists an API without microversions beside the one with them.
  const ranged = all.filter(({ max_version, version }) => max_version || version)
  const entries = ranged.length > 0 ? ranged : all
  const newest = entries.map(newestOf).filter(isVersion).sort(compareVersions).at(-1)
  const oldest = entries.map(oldestOf).filter(isVersion).sort(compareVersions)[0]
  return { min: oldest, max: newest }
}

/** Less than zero when `a` is older. */
export const compareVersions = (a: string, b: string): number => {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number)
  const [majorB = 0, minorB = 0] = b.split('.').map(Number)
  return majorA - majorB || minorA - minorB
}

const entriesOf = (document: unknown): VersionEntry[] => {
  const { versions, version } = (document ?? {}) as {
    versions?: VersionEntry[] | { values?: VersionEntry[] }
    version?: VersionEntry
  }
  // Arrays have a method of that name.
  const listed = Array.isArray(versions) ? versions : (versions?.values ?? [])
  const all = typeof version === 'object' && version !== null ? [...listed, version] : listed
  return all.filter((entry) => typeof entry === 'object' && entry !== null)
}

const isVersion = (text: string) => /^\d+\.\d+$/.test(text)

const numberOf = ({ id = '' }: VersionEntry) => String(id).replace(/^v/, '')

// Where there are no microversions the minor version stands in the id.
const newestOf = (entry: VersionEntry) => entry.max_version || entry.version || numberOf(entry)
const oldestOf = (entry: VersionEntry) => entry.min_version || numberOf(entry)
const majorOf = (entry: VersionEntry) => Number(newestOf(entry).split('.')[0])
