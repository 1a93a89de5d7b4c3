import type { CheckContext, Echo } from '../../../lib/catalog/check.ts'
import { poll } from '../../../lib/core/poll.ts'
import type { ProbeResult } from '../../../lib/probe/types.ts'

/** A Service of the echo server, as it is reached from outside. */
export interface Answering {
  address: string
  echo: Echo
}

export interface Who {
  pod: string
  node: string
  peerIp: string
  localPort: number
  nonce: string
}

/** Wall milliseconds for one probe; a connection that takes longer is a broken one. */
export const PROBE_TIMEOUT_MS = 5000

/** Asks once, over a new connection. */
export const ask = (context: CheckContext, { address, echo }: Answering): Promise<ProbeResult> =>
  context.outside.http(
    { target: { host: address, port: echo.ports[0]! }, path: '/who', timeoutMs: PROBE_TIMEOUT_MS },
    context.signal,
  )

/** The JSON that `/who` answers, or undefined where something else, or another run's server, answered. */
export const whoOf = ({ status, body }: ProbeResult, nonce: string): Who | undefined => {
  if (status !== 200 || body === null) return undefined
  const who = JSON.parse(body) as Who
  return who.nonce === nonce ? who : undefined
}

/** Waits for an answer of our own server. Throws `WaitError`. */
export const answer = async (context: CheckContext, answering: Answering): Promise<void> => {
  const { clock, interval, observer, signal } = context
  await poll({
    goal: `an answer of ${answering.address}`,
    interval: interval('lb/serving'),
    clock,
    signal,
    observer,
    observe: () => ask(context, answering),
    describe: ({ outcome, status }) => `${outcome} ${status ?? ''}`.trim(),
    until: (result) => whoOf(result, answering.echo.nonce) !== undefined,
  })
}
