import type { Clock } from '../../core/clock.ts'
import type { Redactor } from '../../core/redact.ts'
import type { Exchange, FinalAnswer } from '../http/exchange.ts'

/** What every way to a token needs. */
export interface AuthContext {
  clock: Clock
  /** Learns each secret before it is sent, and each token. */
  redactor: Redactor
  exchange(request: Exchange): Promise<FinalAnswer>
}
