import { z } from 'zod'
import { PHASES } from '../../lib/core/journal.ts'
import { VERDICTS } from '../../lib/core/verdict.ts'

export const verdict = z.enum(VERDICTS)
export const severity = z.enum(['must', 'should', 'info'])
export const instant = z.string().describe("Point in time on the environment's clock, ISO 8601")
export const milliseconds = z.number().describe("Milliseconds of the environment's clock")
export const counts = z
  .object(Object.fromEntries(VERDICTS.map((name) => [name, z.int()])) as Record<(typeof VERDICTS)[number], z.ZodInt>)
  .describe('How many have each verdict')

export const settings = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
export const facts = z.record(z.string(), z.unknown())

export const errorRecord = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
})

export const evidence = z.object({
  name: z.string(),
  path: z.string().describe('Relative to the run folder'),
  contentType: z.string(),
})

export const metric = z.object({
  key: z.string(),
  value: z.number(),
  unit: z.string(),
  series: z.array(z.tuple([z.number(), z.number()])).optional(),
})

export const wait = z.object({
  goal: z.string(),
  startedAt: instant,
  outcome: z.string().describe('reached, timeout, terminal, aborted or unfinished'),
  durationMs: milliseconds,
  observations: z.array(z.object({ afterMs: milliseconds, state: z.string() })),
})

export const phase = z.object({
  id: z.enum(PHASES),
  outcome: z.enum(['done', 'failed', 'blocked', 'aborted', 'kept']),
  reason: z.string().nullable(),
  error: errorRecord.nullable(),
  startedAt: instant.nullable(),
  durationMs: milliseconds.nullable(),
  timeoutMs: milliseconds.nullable(),
  waits: z.array(wait),
  facts,
})

export const check = z.object({
  id: z.string(),
  area: z.string(),
  severity,
  verdict,
  reason: z.string().nullable().describe('There unless the verdict is passed'),
  want: z.string().nullable(),
  got: z.string().nullable(),
  error: errorRecord.nullable(),
  origin: z.enum(['run', 'plan', 'missing']).describe('Who gave the verdict: the run, the plan, or its absence'),
  attempts: z.int().describe('How often the run has given a verdict; the last one counts'),
  carriedFrom: instant.nullable().describe('Given by an earlier start of the run, at that time, and left standing'),
  startedAt: instant.nullable(),
  durationMs: milliseconds.nullable(),
  evidence: z.array(evidence),
  metrics: z.array(metric),
  waits: z.array(wait),
})

export const leftover = z.object({
  kind: z.string(),
  id: z.string(),
  name: z.string(),
  cell: z.string().nullable(),
  rule: z.string(),
  ageMs: milliseconds,
  state: z.enum(['leaked', 'late', 'kept', 'foreign']),
  reapedBy: z.enum(['janitor']).nullable().describe('Who has removed it since'),
})

export const fault = z.object({ name: z.string(), cell: z.string().nullable() })
export const demand = z.record(z.string(), z.number())
export const note = z.object({
  t: instant,
  cell: z.string().nullable(),
  level: z.enum(['info', 'warning']),
  text: z.string(),
})
