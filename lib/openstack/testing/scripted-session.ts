import { createRedactor } from '../../core/redact.ts'
import { resolveCloud } from '../config/resolve.ts'
import { openSession, type Session, type SessionOptions } from '../session.ts'
import type { ScriptedCloud } from './scripted-cloud.ts'

/** A session with a scripted cloud, below all services. `config` is laid over the entry in clouds.yaml. */
export const scriptedSession = (
  cloud: ScriptedCloud,
  options: Pick<SessionOptions, 'clock'> & Partial<SessionOptions>,
  config: Record<string, unknown> = {},
): Promise<Session> =>
  openSession({
    cloud: resolveCloud(cloud.entry(config), { scope: options.anyScope ? 'optional' : 'project' }),
    redactor: createRedactor(),
    ...options,
  })
