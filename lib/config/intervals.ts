import { parseDuration } from '../core/duration.ts'
import { StackproofError } from '../core/errors.ts'
import { nearest } from '../core/nearest.ts'
import type { Interval } from '../core/poll.ts'

/** `[timeout, poll, warn after]` */
export type IntervalText = readonly [string, string, string]

/**
 * How long things may take on real clouds. Sources: the former end-to-end jobs and the SCS standards' provisioning
 * plugin for clusters and stacks (20 min, 24 min with an image import); for load balancers the deadlines that OCCM's
 * own waits (271 s) and amphora build times (60–120 s) leave room for.
 */
export const DEFAULT_INTERVALS: Readonly<Record<string, IntervalText>> = {
  'default/wait': ['10m', '5s', '5m'],
  'default/check': ['15m', '5s', '10m'],
  'phase/preflight': ['5m', '5s', '2m'],
  'phase/stack': ['30m', '5s', '20m'],
  'phase/cluster': ['45m', '10s', '25m'],
  'phase/addons': ['20m', '5s', '10m'],
  'phase/checks': ['5m', '5s', '1m'],
  'phase/teardown': ['75m', '10s', '30m'],
  'phase/audit': ['30m', '10s', '10m'],
  'management/up': ['20m', '5s', '10m'],
  'management/deployment': ['8m', '2s', '4m'],
  'stack/release': ['24m', '5s', '10m'],
  'stack/class': ['5m', '2s', '2m'],
  'prerequisites/resource': ['5m', '2s', '2m'],
  'cluster/control-plane': ['30m', '5s', '15m'],
  'cluster/kubeconfig': ['5m', '2s', '2m'],
  'addons/ready': ['15m', '5s', '8m'],
  'addons/nodes': ['15m', '5s', '8m'],
  'echo/ready': ['8m', '2s', '4m'],
  'echo/service': ['2m', '1s', '1m'],
  'lb/address-amphora': ['10m', '2s', '5m'],
  'lb/address-ovn': ['2m', '2s', '1m'],
  'lb/address-yawol': ['15m', '2s', '8m'],
  'lb/serving': ['10m', '2s', '60s'],
  'lb/first-answer': ['60s', '2s', '30s'],
  'lb/failover': ['10m', '2s', '5m'],
  'lb/failover-gap-active-standby': ['15s', '1s', '10s'],
  'lb/failover-gap-single': ['180s', '1s', '120s'],
  'lb/gone-amphora': ['5m', '2s', '3m'],
  'lb/gone-ovn': ['2m', '2s', '1m'],
  'lb/gone-yawol': ['10m', '2s', '5m'],
  'storage/bound': ['5m', '2s', '2m'],
  'storage/pod': ['8m', '2s', '4m'],
  'storage/gone': ['5m', '2s', '2m'],
  'metrics/answer': ['3m', '5s', '90s'],
  'evidence/collect': ['60s', '5s', '30s'],
  'teardown/services': ['15m', '5s', '8m'],
  'teardown/cluster': ['30m', '10s', '15m'],
  'teardown/hang': ['20m', '10s', '10m'],
  'audit/settle': ['4m', '10s', '2m'],
  'audit/late-look': ['2m', '20s', '2m'],
  'janitor/cloud': ['60m', '15s', '10m'],
  'janitor/unanswered': ['5m', '15s', '5m'],
}

export type IntervalLookup = (key: string) => Interval

/** Looks a key up: `spec/key` as it is, else `default/key`. Unknown keys throw `E_CONFIG`. `slack` stretches timeouts. */
export const createIntervals = (overrides: Readonly<Record<string, IntervalText>> = {}, slack = 1): IntervalLookup => {
  const known: Readonly<Record<string, IntervalText>> = { ...DEFAULT_INTERVALS, ...overrides }
  return (key) => {
    const text = known[key] ?? known[`default/${key.split('/').at(-1)}`]
    if (text === undefined) throw unknownInterval(key, Object.keys(known))
    const [timeout, every, warn] = text.map(parseDuration) as [number, number, number]
    return { timeoutMs: timeout * slack, everyMs: every, warnAfterMs: warn * slack }
  }
}

const unknownInterval = (key: string, known: string[]) => {
  const near = nearest(key, known)
  const hint = near === undefined ? '' : `; did you mean ${near}?`
  return new StackproofError('E_CONFIG', `Expected an interval key such as cluster/control-plane, got ${key}${hint}`)
}
