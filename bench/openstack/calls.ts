import { StackproofError } from '../../lib/core/errors.ts'
import { type Client, findClients } from './clients.ts'
import type { BenchOptions } from './options.ts'
import type { OperationSpec, Outcome } from './outcome.ts'
import { runProcess } from './process.ts'
import { tell } from './progress.ts'
import type { Site } from './site.ts'
import { turns } from './statistics.ts'
import { makeStock, type Stock } from './stock.ts'

/** What every round of one client and one operation took. */
export interface CallSeries {
  operation: OperationSpec['operation']
  client: Client['name']
  rounds: (Outcome & { processMs: number })[]
}

export interface Calls {
  clients: Client[]
  series: CallSeries[]
}

const OPERATIONS = ['ports', 'rules', 'gets'] as const
const CONCURRENCY = 8

/** Each operation by each client, in turn, a process each time. */
export const benchCalls = async (site: Site, options: BenchOptions): Promise<Calls> => {
  tell('clients are built')
  const clients = await findClients(site.folder)
  const present = clients.filter(({ command }) => command !== undefined)
  const stock = await makeStock(site, options.ports)
  const series: CallSeries[] = []
  try {
    for (const operation of OPERATIONS) {
      const spec = specOf(operation, stock, options)
      const own = present.map(({ name: client }): CallSeries => ({ operation, client, rounds: [] }))
      // The first round is for caches of the services, and isn't counted.
      for (const [round, order] of turns(present, options.rounds + 1).entries())
        for (const client of order) {
          tell(`${operation}, round ${round} of ${options.rounds}, ${client.name}`)
          const outcome = await runClient(site, client, spec, stock.ports)
          if (round > 0) own.find((one) => one.client === client.name)!.rounds.push(outcome)
        }
      series.push(...own)
    }
  } finally {
    tell('ports are deleted')
    await stock.clear()
  }
  return { clients, series }
}

const specOf = (
  operation: OperationSpec['operation'],
  { network, securityGroup }: Stock,
  { page, rules, gets }: BenchOptions,
) => ({ operation, network, securityGroup, page, rules, gets, concurrency: CONCURRENCY })

const runClient = async ({ env }: Site, { name, command }: Client, spec: OperationSpec, ports: number) => {
  const expected = { ports, rules: spec.rules, gets: spec.gets }[spec.operation]
  const { stdout, wallMs } = await runProcess({ ...command!, env: { ...env, BENCH_SPEC: JSON.stringify(spec) } })
  const outcome: Outcome = JSON.parse(stdout)
  if (outcome.count === expected) return { ...outcome, processMs: wallMs }
  throw new StackproofError(
    'E_CHECK_FAILED',
    `expected ${name} to count ${expected} ${spec.operation}, got ${outcome.count}`,
  )
}
