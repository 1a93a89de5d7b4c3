/** `1.2.3`, `v1.2.3-rc.1+build` → its parts; undefined for anything else. */
interface Version {
  numbers: readonly [number, number, number]
  pre: string
}

const VERSION = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/
const TERM = /^(>=|<)v?(\d+\.\d+\.\d+)$/

/** True where a version lies in a range such as `>=1.10.0 <1.11.0`; undefined where it is no version at all. */
export const fitsRange = (version: string, range: string): boolean | undefined => {
  const parsed = parse(version)
  return parsed === undefined ? undefined : range.split(' ').every((term) => fitsTerm(parsed, term))
}

const fitsTerm = (version: Version, term: string): boolean => {
  const [, operator, bound] = TERM.exec(term)!
  const order = compare(version, parse(bound!)!)
  return operator === '<' ? order < 0 : order >= 0
}

const parse = (text: string): Version | undefined => {
  const found = VERSION.exec(text.trim())
  if (found === null) return undefined
  const [, major, minor, patch, pre = ''] = found
  return { numbers: [Number(major), Number(minor), Number(patch)], pre }
}

const compare = (a: Version, b: Version): number => {
  const differs = a.numbers.findIndex((number, i) => number !== b.numbers[i])
  if (differs !== -1) return a.numbers[differs]! - b.numbers[differs]!
  if (a.pre === b.pre) return 0
  // What comes before a release is older than it.
  return b.pre === '' ? -1 : 1
}
