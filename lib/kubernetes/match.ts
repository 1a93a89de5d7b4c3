/** A place where an object differs from the tree that was expected. */
export interface Difference {
  /** `status.conditions[1].reason` */
  path: string
  want: unknown
  got: unknown
}

/**
 * Compares an object with a partial tree. Maps may hold more than is wanted, lists must have the same length, a regular
 * expression matches text, and a wanted `undefined` means that the field must not be there.
 */
export const differences = (got: unknown, want: unknown, path = ''): Difference[] => {
  if (want instanceof RegExp)
    return typeof got === 'string' && want.test(got) ? [] : [{ path, want: String(want), got }]
  if (Array.isArray(want)) return listDifferences(got, want, path)
  if (isMap(want)) return mapDifferences(got, want, path)
  return Object.is(got, want) ? [] : [{ path, want, got }]
}

/** True where `differences` finds none. */
export const matches = (got: unknown, want: unknown): boolean => differences(got, want).length === 0

/** Differences as lines for a reader: `status.phase: expected "Running", got "Pending"`. */
export const describeDifferences = (found: readonly Difference[]): string =>
  found.map(({ path, want, got }) => `${path || '.'}: expected ${show(want)}, got ${show(got)}`).join('\n')

const listDifferences = (got: unknown, want: unknown[], path: string): Difference[] => {
  if (!Array.isArray(got)) return [{ path, want, got }]
  if (got.length !== want.length) return [{ path: `${path}.length`, want: want.length, got: got.length }]
  return want.flatMap((item, index) => differences(got[index], item, `${path}[${index}]`))
}

const mapDifferences = (got: unknown, want: Record<string, unknown>, path: string): Difference[] =>
  isMap(got)
    ? Object.entries(want).flatMap(([key, item]) => differences(got[key], item, join(path, key)))
    : [{ path, want, got }]

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

const join = (path: string, key: string): string => {
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}

const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value))
