/** Rows in columns as wide as their widest cell; the last one is left as it is. */
export const columns = (rows: readonly (readonly string[])[], indent = ''): string[] => {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]!.length)))
  return rows.map((row) => {
    const cells = row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index]!)))
    return `${indent}${cells.join('  ')}`.trimEnd()
  })
}

/** `3d`, `5h`, `12m`: how long ago, for people; a dash for a time that isn't known. */
export const ageOf = (at: string | undefined, now: number): string => {
  if (at === undefined) return '–'
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000))
  if (minutes < 60) return `${minutes}m`
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)}h` : `${Math.floor(minutes / 1440)}d`
}
