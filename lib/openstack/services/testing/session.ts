import { acceleratedClock, type Clock } from '../../../core/clock.ts'
import { createRedactor, type Redactor } from '../../../core/redact.ts'
import { connectOpenStack } from '../../connect.ts'
import type { Recorder } from '../../recorder.ts'
import { type ScriptedCloud, startCloud } from '../../testing/scripted-cloud.ts'
import type { OpenStack } from '../../types.ts'

export interface SessionUnderTest {
  cloud: ScriptedCloud
  session: OpenStack
  /** What the ledger was told, in order. */
  lines: unknown[]
  clock: Clock
  redactor: Redactor
  close(): Promise<void>
}

/** A session with a scripted cloud, in which a second takes a millisecond. */
export const startSession = async (): Promise<SessionUnderTest> => {
  const clock = acceleratedClock({ epochMs: Date.now(), wallMs: Date.now(), scale: 1000 })
  const redactor = createRedactor()
  const lines: unknown[] = []
  const recorder: Recorder = {
    intent: (intent) => `t${lines.push(intent)}`,
    created: (token, id, requestId) => void lines.push({ token, id, requestId }),
    failed: (token, reason) => void lines.push({ token, reason }),
  }
  const cloud = await startCloud({ clock })
  const session = await connectOpenStack({ cloud: cloud.entry(), clock, recorder, redactor })
  return {
    cloud,
    session,
    lines,
    clock,
    redactor,
    close: async () => {
      await session.close()
      await cloud.close()
    },
  }
}
