import { InvalidArgumentError } from 'commander'
import { StackproofError } from '../core/errors.ts'

/** Reports that `report --format` knows; `scs` is for evidence. */
export const FORMATS = ['matrix', 'json', 'junit', 'text', 'markdown', 'allure', 'scs'] as const

/** Collects a repeated option. */
export const collect = (value: string, before: string[]): string[] => [...before, value]

/** A whole number above zero. */
export const integer = (value: string): number => {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError(`Expected a whole number above zero, got ${value}`)
  return number
}

/** `2/4` → the second of four parts. */
export const parseShard = (text: string | undefined): { index: number; count: number } => {
  if (text === undefined) return { index: 1, count: 1 }
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? []
  if (index === undefined || count === undefined || index < 1 || index > count)
    throw new StackproofError('E_USAGE', `Expected --shard i/n with 1 ≤ i ≤ n, got ${text}`)
  return { index, count }
}
