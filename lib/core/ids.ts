import { createHash, randomInt } from 'node:crypto'

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Six characters that name a run; letters and digits that can't be mistaken for each other, first a letter. */
export const newRunId = (random: (max: number) => number = (max) => randomInt(max)): string =>
  ALPHABET[random(23)]! + Array.from({ length: 5 }, () => ALPHABET[random(ALPHABET.length)]!).join('')

/** The mark that every name of a run carries: `[a-z0-9-]` only, so that it is legal everywhere (knowledge: openstack-client §4.8). */
export const runMark = (run: string): string => `sp-${run}`

/** The name of a cell's cluster and namespace: at most 20 characters (domain §12.3), unique per run. */
export const clusterName = (run: string, cellIndex: number): string =>
  `${runMark(run)}-c${String(cellIndex).padStart(2, '0')}`

/** First `length` hexadecimal digits of the SHA-256 of some text. */
export const digest = (text: string, length = 64): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length)
