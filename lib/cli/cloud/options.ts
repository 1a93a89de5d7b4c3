import type { OpenStack } from '../../openstack/types.ts'

export interface CloudOptions {
  config?: string
  json?: boolean
  /** Id of a run, as in `sp-<run>`. */
  run?: string
  all?: boolean
  withUser?: boolean
  yes?: boolean
}

/** An open session, and what interrupts it. */
export interface CloudVerb {
  cloud: OpenStack
  signal: AbortSignal
  options: CloudOptions
}

/** `sp-abc234` and `abc234` are the same run. */
export const runOf = (run: string): string => run.replace(/^sp-/, '')
