import { z } from 'zod'
import * as part from './schema-parts.ts'

export const REPORT_SCHEMA = 'stackproof/report/v1'

const stack = z.object({
  id: z.string(),
  kubernetes: z.string(),
  era: z.string(),
  layout: z.string(),
  problem: z.string().nullable(),
  cells: z.int(),
})

const cell = z.object({
  id: z.string(),
  code: z.string().describe('Short name, e.g. c03'),
  index: z.int(),
  cluster: z.string().describe('Name and namespace of the cluster'),
  stack: z.string(),
  kubernetes: z.string(),
  era: z.string(),
  cloud: z.string(),
  settings: part.settings,
  verdict: part.verdict,
  counts: part.counts,
  kept: z.boolean().describe('The cluster was left standing on purpose'),
  faults: z.array(z.string()),
  startedAt: part.instant.nullable(),
  durationMs: part.milliseconds.nullable(),
  estimateMs: part.milliseconds,
  wall: z.object({ totalMs: z.number(), waitsMs: z.number(), probesMs: z.number() }).nullable(),
  demand: part.demand,
  phases: z.array(part.phase),
  checks: z.array(part.check),
  leftovers: z.array(part.leftover),
  quotaDrift: z.record(z.string(), z.number()),
  notes: z.array(part.note),
})

const catalogueEntry = z.object({
  id: z.string(),
  area: z.string(),
  title: z.string().describe('The promise'),
  severity: part.severity,
  why: z.string().nullable(),
  source: z.string().nullable(),
  docs: z.string(),
  counts: part.counts,
})

const run = z.object({
  id: z.string(),
  environment: z.enum(['real', 'rehearsal']),
  stamp: z.literal('REHEARSAL').nullable().describe('Set where anything of the run was not a real cloud'),
  seed: z.number().nullable(),
  scale: z.number().describe("How many of the environment's milliseconds pass in one of the wall's"),
  strategy: z.string(),
  shard: z.object({ index: z.int(), count: z.int() }),
  stacksDir: z.string(),
  planDigest: z.string().nullable(),
  startedAt: part.instant.nullable(),
  endedAt: part.instant.nullable(),
  durationMs: part.milliseconds.nullable(),
  wallMs: z.number().nullable(),
  ended: z.enum(['finished', 'interrupted', 'unfinished']),
  signal: z.string().nullable(),
  tools: z.record(z.string(), z.string()),
  faults: z.array(part.fault),
  starts: z.int().describe('How often the run was started: more than once where it was resumed'),
  events: z.int(),
  unknownEvents: z.array(z.string()),
})

const resource = z.object({
  kind: z.string(),
  id: z.string().nullable(),
  name: z.string(),
  cell: z.string().nullable(),
  scope: z.string(),
  origin: z.string().describe('The request that made it, or the rule that proves whose it is'),
  since: part.instant,
})

const ledger = z.object({
  intents: z.int(),
  created: z.int(),
  attributed: z.int(),
  failed: z.int(),
  gone: z.int(),
  byKind: z.array(z.object({ kind: z.string(), made: z.int(), gone: z.int(), open: z.int() })),
  open: z.array(resource).describe('Made or attributed, and never verified as gone'),
  unanswered: z.array(resource).describe('Announced, without an answer: may or may not exist'),
})

export const runReportSchema = z
  .object({
    schema: z.literal(REPORT_SCHEMA),
    run,
    verdict: z.object({
      overall: part.verdict,
      headline: z.string(),
      exitCode: z.int(),
      exitReason: z.string(),
      checks: part.counts,
      cells: part.counts,
      leaks: z.int(),
    }),
    areas: z.array(z.string()),
    catalogue: z.array(catalogueEntry),
    axes: z.array(z.object({ id: z.string(), values: z.array(z.string()) })),
    stacks: z.array(stack),
    clouds: z.array(z.object({ name: z.string(), kind: z.enum(['real', 'rehearsal']), quota: part.demand })),
    management: z
      .object({
        outcome: z.enum(['ready', 'failed']),
        durationMs: part.milliseconds,
        error: part.errorRecord.nullable(),
        versions: z.record(z.string(), z.string()),
      })
      .nullable(),
    managementWaits: z.array(part.wait),
    cells: z.array(cell),
    exclusions: z.array(
      z.object({
        stack: z.string(),
        cloud: z.string(),
        settings: part.settings,
        rule: z.string(),
        reason: z.string(),
        source: z.string(),
      }),
    ),
    schedule: z.object({ waves: z.array(z.array(z.string())), estimateMs: part.milliseconds }),
    leftovers: z.array(part.leftover),
    ledger,
    notes: z.array(part.note),
  })
  .meta({ title: 'stackproof run report', description: 'Everything that a run has to say, made from its folder' })

/** Everything that a run has to say: the one input of every projection. */
export type RunReport = z.infer<typeof runReportSchema>
export type CellReport = RunReport['cells'][number]
export type CheckReport = CellReport['checks'][number]
export type PhaseReport = CellReport['phases'][number]
export type WaitReport = PhaseReport['waits'][number]
export type CatalogueEntry = RunReport['catalogue'][number]
export type LeftoverReport = RunReport['leftovers'][number]
export type NoteReport = RunReport['notes'][number]
export type LedgerReport = RunReport['ledger']
export type ResourceReport = LedgerReport['open'][number]
export type MetricReport = CheckReport['metrics'][number]
export type VerdictCounts = RunReport['verdict']['checks']
