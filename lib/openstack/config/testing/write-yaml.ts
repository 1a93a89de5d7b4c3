import type { Random } from './random.ts'

/** A word as it stands in the file, a list, or a map whose pairs keep their order. */
export type Yaml = string | { list: readonly Yaml[] } | Pairs
export type Pairs = [string, Yaml][]

/** Words that parsers disagree about. */
const ODD = [
  '0123',
  '0189',
  '610275',
  '61027500000000000000000000000001',
  '12e3',
  '1e10',
  '1.5e+3',
  '2.0',
  '2.80',
  '1_000',
  '0x1F',
  '0b11',
  '12:30:45',
  '1:30',
  '.5',
  '1.',
  '+5',
  '-0',
  '-0.0',
  '1.0e-7',
  '123456789012345678.0',
  '.inf',
  '.nan',
  '~',
  'null',
  'y',
  'n',
  '""',
  "'it''s'",
  '"tab\\there"',
  '!!str 0123',
  '"yes"',
  'a#b',
  'a:b',
  "'{region_name}'",
  "'{{x}}'",
  "'{nothing}'",
  "'{'",
]

const PLAIN = ['demo', 'admin', 'Default', 's3cr3t', 'Münster', '6b86b273ff34fce19d6b804eff5a3f57', 'with space']

/** A value for a key that takes text. */
export const word = (random: Random): Yaml => (random.chance(0.12) ? random.pick(ODD) : random.pick(PLAIN))

/** The key, now and then with dashes. */
export const key = (random: Random, name: string): string => (random.chance(0.03) ? name.replaceAll('_', '-') : name)

/** A file in one of the forms that people write. */
export const writeYaml = (pairs: Pairs, random: Random): string => {
  const head = random.chance(0.1) ? '# comment\n---\n' : ''
  return `${head}${block(pairs, '', random)}`
}

const block = (pairs: Pairs, indent: string, random: Random): string =>
  pairs.map(([name, value]) => `${indent}${name}:${blockValue(value, indent, random)}`).join('')

const blockValue = (value: Yaml, indent: string, random: Random): string => {
  if (typeof value === 'string') return ` ${value}${random.chance(0.03) ? '  # why' : ''}\n`
  if (!Array.isArray(value)) return listValue(value.list, indent, random)
  if (value.length === 0) return ' {}\n'
  return random.chance(0.15) && isFlat(value) ? ` ${flow(value)}\n` : `\n${block(value, `${indent}  `, random)}`
}

const listValue = (list: readonly Yaml[], indent: string, random: Random): string => {
  if (list.length === 0 || random.chance(0.4)) return ` ${flow({ list })}\n`
  return `\n${list.map((item) => `${indent}  - ${flow(item)}\n`).join('')}`
}

const flow = (value: Yaml): string => {
  if (typeof value === 'string') return inFlow(value)
  if (!Array.isArray(value)) return `[${value.list.map(flow).join(', ')}]`
  return `{${value.map(([name, item]) => `${name}: ${flow(item)}`).join(', ')}}`
}

// Braces and commas end a word there.
const inFlow = (text: string) => (/^[^"'!].*[{}[\],#:]/.test(text) ? `"${text}"` : text)

const isFlat = (pairs: Pairs) => pairs.every(([, value]) => typeof value === 'string' && !/^[{]/.test(value))
