/** Something that stands for a name: the name of one cluster, or the mark of a run with any of its clusters. */
export type Mark = { cluster: string } | { run: string }

const compiled = new Map<string, RegExp>()

/** A rule's pattern for one mark. `sp-abc234-c01` must not claim what belongs to `sp-abc234-c011`. */
export const compile = (pattern: string, mark: Mark): RegExp => {
  const key = `${'run' in mark ? 'run' : 'cluster'} ${'run' in mark ? mark.run : mark.cluster} ${pattern}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const made = new RegExp(translate(pattern, nameOf(mark)))
  compiled.set(key, made)
  return made
}

const nameOf = (mark: Mark): string =>
  'run' in mark ? `${RegExp.escape(`sp-${mark.run}`)}(?:-c\\d{2,}|(?!-c\\d))` : RegExp.escape(mark.cluster)

const translate = (pattern: string, name: string): string => {
  const start = pattern.startsWith('^') ? '^' : ''
  const end = pattern.endsWith('$') ? '$' : ''
  const [first = '', ...rest] = pattern
    .slice(start.length, pattern.length - end.length)
    .split('{cluster}')
    .map(literal)
  const words = rest.map((after, index) => `${index === 0 ? `(?<name>${name})` : '\\k<name>'}${WORD_END}${after}`)
  return `${start}${first}${WORD_START}${words.join('')}${end}`
}

const literal = (text: string): string =>
  text
    .split('{any}')
    .map((part) => RegExp.escape(part))
    .join('.*')

const WORD_START = '(?<![A-Za-z0-9])'
const WORD_END = '(?![A-Za-z0-9])'
