import type { Calls } from './calls.ts'
import type { StartSeries } from './start.ts'
import { median, pairedRatio } from './statistics.ts'
import type { Uploads } from './upload.ts'

export interface Report {
  machine: Machine
  calls?: Calls
  uploads?: Uploads
  start?: StartSeries[]
}

export interface Machine {
  processors: number
  memoryGib: number
  /** Load over the last minute, before and after. */
  load: [number, number]
}

const TITLES = { ports: 'list ports, paged', rules: 'make and delete rules', gets: 'GETs, 8 at once' }

/** What was measured, as lines; it judges nothing. */
export const renderReport = ({ machine, calls, uploads, start }: Report): string =>
  [
    `${machine.processors} processors, ${machine.memoryGib} GiB, load ${machine.load.join(' before, ')} after`,
    ...(calls === undefined ? [] : callLines(calls)),
    ...(uploads === undefined ? [] : uploadLines(uploads)),
    ...(start === undefined ? [] : startLines(start)),
  ].join('\n')

const callLines = ({ clients, series }: Calls): string[] => [
  '',
  ...clients.map(({ name, version, missing }) => `${name}: ${version ?? `skipped, ${missing}`}`),
  columns(['', '', 'ms', 'CPU ms', 'process ms', 'process CPU ms', 'peak MiB', 'time / ours']),
  ...series.map(({ operation, client, rounds }) => {
    const of = (field: 'ms' | 'cpuMs' | 'processMs' | 'processCpuMs') =>
      Math.round(median(rounds.map((one) => one[field])))
    const ours = series.find((one) => one.operation === operation && one.client === 'stackproof')!
    const ratio = pairedRatio(
      rounds.map(({ ms }) => ms),
      ours.rounds.map(({ ms }) => ms),
    )
    return columns([
      `${rounds[0]!.count} × ${TITLES[operation]}`,
      client,
      of('ms'),
      of('cpuMs'),
      of('processMs'),
      of('processCpuMs'),
      Math.round(median(rounds.map(({ peakKib }) => peakKib)) / 1024),
      ratio.toFixed(2),
    ])
  }),
]

const uploadLines = ({ sizeBytes, ours, curl }: Uploads): string[] => {
  const rate = (all: readonly { ms: number }[]) =>
    `${(sizeBytes / 1024 / 1.024 / median(all.map(({ ms }) => ms))).toFixed(0)} MiB/s`
  const times = (all: readonly { ms: number }[]) => all.map(({ ms }) => ms)
  const growth = median(ours.map(({ baseKib, peakKib }) => peakKib - baseKib)) / 1024
  return [
    '',
    `upload of ${sizeBytes / 1024 / 1024} MiB: ours ${rate(ours)}, curl ${rate(curl)}, ` +
      `rate of ours / curl's ${pairedRatio(times(curl), times(ours)).toFixed(2)}, ` +
      `CPU ${median(ours.map(({ cpuMs }) => cpuMs)).toFixed(0)} ms, memory grows by ${growth.toFixed(1)} MiB`,
  ]
}

const startLines = (series: readonly StartSeries[]): string[] => [
  '',
  ...series.map(({ command, firstAnswerMs, processMs, missing }) =>
    missing !== undefined
      ? `${command}: skipped, ${missing}`
      : `${command.padEnd(46)} first answer ${firstAnswerMs === undefined ? 'not seen' : `${median(firstAnswerMs).toFixed(0)} ms`}, whole ${median(processMs).toFixed(0)} ms`,
  ),
]

const WIDTHS = [30, 13, 8, 8, 12, 16, 10, 12]

const columns = (cells: readonly (string | number)[]): string =>
  cells
    .map((cell, at) => (at < 2 ? String(cell).padEnd(WIDTHS[at]!) : String(cell).padStart(WIDTHS[at]!)))
    .join('')
    .trimEnd()
