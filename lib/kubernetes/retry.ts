import type { Clock } from '../core/clock.ts'
import { anySignal } from '../core/signals.ts'
import { statusOf } from './kube-error.ts'
import type { Answer, Call, Transport } from './transport.ts'

const ATTEMPTS = 5
const FIRST_PAUSE_MS = 500

/**
 * Sends a request again where the API server has asked for it (429 of priority and fairness, 503 with `Retry-After`), and
 * a read where no connection was had. Nothing else is repeated.
 */
export const sendPatiently = async (transport: Transport, call: Call, clock: Clock): Promise<Answer> => {
  for (let attempt = 1; ; attempt++) {
    const last = attempt === ATTEMPTS
    const answer = await transport.send(call).catch((error) => {
      if (last || call.method !== 'GET' || !isUnreached(error)) throw error
      return undefined
    })
    const pause = answer === undefined ? FIRST_PAUSE_MS * 2 ** (attempt - 1) : askedPause(answer)
    if (answer !== undefined && (last || pause === undefined)) return answer
    await clock.sleep(pause ?? FIRST_PAUSE_MS, anySignal(call.signal, transport.life))
  }
}

const askedPause = ({ status, headers }: Answer): number | undefined => {
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  if (status === 429) return Number.isFinite(seconds) ? Math.max(seconds, 1) * 1000 : FIRST_PAUSE_MS
  return status === 503 && Number.isFinite(seconds) ? Math.max(seconds, 1) * 1000 : undefined
}

const UNREACHED = new Set(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EAI_AGAIN'])

const isUnreached = (error: unknown) =>
  statusOf(error) === undefined && UNREACHED.has((error as { details?: { code?: string } }).details?.code ?? '')
