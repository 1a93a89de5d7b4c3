import { StackproofError } from './errors.ts'

/** The `index`-th network of `prefix` bits within a pool (IPv4); wraps around where the pool is used up. */
export const pickCidr = (pool: string, prefix: number, index: number): string => {
  const { base, bits } = parseCidr(pool)
  if (prefix < bits)
    throw new StackproofError('E_CONFIG', `Expected an address pool of at least /${prefix}, got ${pool}`)
  const count = 2 ** (prefix - bits)
  return `${formatAddress(base + (index % count) * 2 ** (32 - prefix))}/${prefix}`
}

/** True when an IPv4 address lies in a CIDR. */
export const inCidr = (address: string, cidr: string): boolean => {
  const { base, bits } = parseCidr(cidr)
  const value = parseAddress(address)
  return value !== undefined && Math.floor(value / 2 ** (32 - bits)) === Math.floor(base / 2 ** (32 - bits))
}

/** The `n`-th address of a CIDR. */
export const addressAt = (cidr: string, n: number): string => formatAddress(parseCidr(cidr).base + n)

const parseCidr = (cidr: string): { base: number; bits: number } => {
  const [address, prefix] = cidr.split('/')
  const base = parseAddress(address ?? '')
  const bits = Number(prefix)
  if (base === undefined || !Number.isInteger(bits) || bits < 0 || bits > 32)
    throw new StackproofError('E_CONFIG', `Expected an IPv4 network such as 10.8.0.0/20, got ${JSON.stringify(cidr)}`)
  return { base, bits }
}

const parseAddress = (address: string): number | undefined => {
  const parts = address.split('.').map(Number)
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined
  return parts.reduce((sum, part) => sum * 256 + part, 0)
}

const formatAddress = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
