const NULL = /^(?:~|null|Null|NULL|)$/
const BOOLEAN = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/
const INTEGER =
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/
const JSON_FLOAT = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/

/**
 * What PyYAML reads an unquoted word as, with numbers as the text that Python has for them. The types of YAML 1.1 as other
 * parsers have them are not the same: there `12e3`, which half of all ids look like, is a number, and `y` is true.
 */
export const readPlain = (word: string): string | boolean | null => {
  if (NULL.test(word)) return null
  if (BOOLEAN.test(word)) return /^(?:yes|true|on)$/i.test(word)
  if (INTEGER.test(word)) return readInteger(word)
  return FLOAT.test(word) ? readFloat(word) : word
}

/** The same for a file of JSON. */
export const readJsonWord = (word: string): string | boolean | null => {
  if (word === 'null') return null
  if (word === 'true' || word === 'false') return word === 'true'
  if (/^-?[0-9]+$/.test(word)) return BigInt(word).toString()
  return JSON_FLOAT.test(word) ? pythonFloat(Number(word)) : word
}

/** A number as Python prints it: `2.0` stays `2.0`. */
export const pythonFloat = (value: number): string => {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e16))
    return value.toExponential().replace(/e([-+])(\d)$/, (_, sign, digit) => `e${sign}0${digit}`)
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value)
}

const readInteger = (word: string): string => {
  const digits = word.replaceAll('_', '').toLowerCase()
  const negative = digits.startsWith('-')
  const value = magnitude(digits.replace(/^[-+]/, ''))
  return (negative ? -value : value).toString()
}

const magnitude = (digits: string): bigint => {
  if (digits.includes(':')) return digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n)
  if (/^0[bx]/.test(digits)) return BigInt(digits)
  return digits.length > 1 && digits.startsWith('0') ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits)
}

const readFloat = (word: string): string => {
  const digits = word.replaceAll('_', '').toLowerCase()
  const sign = digits.startsWith('-') ? -1 : 1
  const size = digits.replace(/^[-+]/, '')
  if (size === '.inf') return pythonFloat(sign * Number.POSITIVE_INFINITY)
  if (size === '.nan') return 'nan'
  return pythonFloat(sign * size.split(':').reduce((sum, part) => sum * 60 + Number(part), 0))
}
