/** The texts at a path of a resource; `*` stands for every value of a list or object. */
export const valuesAt = (value: unknown, path: string): string[] => {
  if (path === '' || value === null || value === undefined) return typeof value === 'string' ? [value] : []
  const [head, rest] = split(path, value)
  if (head === '*') return Object.values(value).flatMap((item) => valuesAt(item, rest))
  return valuesAt((value as Record<string, unknown>)[head], rest)
}

// Metadata keys contain dots, so the longest key that is there wins over the first dot.
const split = (path: string, value: unknown): [string, string] => {
  if (typeof value === 'object' && value !== null && path in value) return [path, '']
  const dot = path.indexOf('.')
  return dot < 0 ? [path, ''] : [path.slice(0, dot), path.slice(dot + 1)]
}
