import { StackproofError } from '../core/errors.ts'
import { nearest } from '../core/nearest.ts'
import { AXES } from './axes.ts'
import type { Axis, PlanFilters } from './types.ts'

/** Throws `E_USAGE` for a filter on a setting or a value that no stack can have. */
export const checkFilters = ({ settings = {} }: PlanFilters): void => {
  for (const [name, values] of Object.entries(settings)) {
    const axis = AXES.find(({ id }) => id === name)
    if (axis === undefined)
      throw unknownWord(
        'a setting',
        name,
        AXES.map(({ id }) => id),
      )
    const known = valuesOf(axis)
    for (const value of values.map(String))
      if (axis.free ? !/^[1-9]\d*$/.test(value) : !known.includes(value))
        throw unknownWord(`a value of ${name}`, value, axis.free ? ['a whole number'] : known)
  }
}

/** The values that an axis has in any stack. */
export const valuesOf = ({ forms }: Axis): string[] => [
  ...new Set(forms.flatMap(({ values }) => values.map(({ value }) => String(value)))),
]

/** Keeps what one of the patterns matches; all of it without patterns. Throws `E_USAGE` for a pattern that matches nothing. */
export const keep = <T>(
  what: string,
  items: readonly T[],
  patterns: readonly string[] | undefined,
  names: (item: T) => readonly string[],
): T[] => {
  if (patterns === undefined || patterns.length === 0) return [...items]
  const matched = patterns.map((pattern) =>
    items.filter((item) => names(item).some((name) => glob(pattern).test(name))),
  )
  const useless = matched.findIndex((found) => found.length === 0)
  if (useless >= 0)
    throw unknownWord(
      what,
      patterns[useless]!,
      items.map((item) => names(item)[0]!),
    )
  const kept = new Set(matched.flat())
  return items.filter((item) => kept.has(item))
}

/** `*` is any text, `?` one character. */
export const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  )

const unknownWord = (what: string, found: string, known: readonly string[]) => {
  const near = nearest(found, known)
  const list = known.length > 12 ? `${known.slice(0, 12).join(', ')}, …` : known.join(', ') || 'none'
  return new StackproofError('E_USAGE', `Expected ${what}, got ${JSON.stringify(found)} (there are: ${list})`, {
    ...(near !== undefined && { hint: `did you mean ${near}?` }),
  })
}
