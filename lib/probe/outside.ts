import { lookup } from 'node:dns/promises'
import { StackproofError } from '../core/errors.ts'
import { dialHttp } from './dial.ts'
import type { Vantage } from './types.ts'

/** This machine as a place to probe from, with the source addresses that it may use. */
export const outsideVantage = ({ name, addresses }: { name: string; addresses: readonly string[] }): Vantage => ({
  name,
  kind: 'outside',
  addresses,
  http: async (probe, signal) => {
    if (probe.from !== undefined && !addresses.includes(probe.from))
      throw new StackproofError(
        'E_PROBE',
        `expected one of the addresses of ${name} (${addresses.join(', ') || 'none'}) as source, got ${probe.from}`,
      )
    return await dialHttp(probe, signal)
  },
  resolve: async (host, signal) => {
    signal?.throwIfAborted()
    return await lookup(host, { all: true, family: 4 }).then(
      (found) => found.map(({ address }) => address),
      noneWhereUnknown,
    )
  },
})

const noneWhereUnknown = (cause: NodeJS.ErrnoException): string[] => {
  if (cause.code === 'ENOTFOUND' || cause.code === 'ENODATA') return []
  throw new StackproofError('E_PROBE', `expected an answer of the resolver, got ${cause.code}`, { cause })
}
