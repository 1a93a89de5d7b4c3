import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeError, StackproofError } from '../../lib/core/errors.ts'
import type { BenchOptions } from './options.ts'
import { runProcess } from './process.ts'
import { tell } from './progress.ts'
import type { Site } from './site.ts'
import { turns } from './statistics.ts'

export interface StartSeries {
  command: string
  /** From the start of the process to the answer to its first authorised request; undefined where that isn't seen. */
  firstAnswerMs: number[] | undefined
  /** From start to end. */
  processMs: number[]
  /** Why it could not be run. */
  missing?: string
}

interface Contender {
  name: string
  run(): Promise<{ firstAnswerMs?: number; processMs: number }>
}

const BIN = fileURLToPath(new URL('../../bin/stackproof.mjs', import.meta.url))
const PROBE = new URL('probe.mjs', import.meta.url).href

/** The command line, as it is installed, to its first answer; beside the command of OpenStack. */
export const benchStart = async (site: Site, { rounds }: BenchOptions): Promise<StartSeries[]> => {
  const contenders: Contender[] = [
    { name: 'stackproof cloud NAME --json, token kept', run: () => look(site, site.cachedEnv) },
    { name: 'stackproof cloud NAME --json, authenticates', run: () => look(site, site.env) },
    { name: 'openstack token issue', run: () => openstack(site, ['token', 'issue', '-f', 'json']) },
    { name: 'openstack network list', run: () => openstack(site, ['network', 'list', '-f', 'json']) },
  ]
  const able: Contender[] = []
  const missing: StartSeries[] = []
  // The first run keeps a token and compiled modules, and tells what can't be run here.
  for (const one of contenders)
    try {
      await one.run()
      able.push(one)
    } catch (error) {
      missing.push({ command: one.name, firstAnswerMs: undefined, processMs: [], missing: describeError(error) })
    }
  const series = able.map(({ name }): StartSeries & { firstAnswerMs: number[] } => ({
    command: name,
    firstAnswerMs: [],
    processMs: [],
  }))
  for (const order of turns(able, rounds))
    for (const one of order) {
      tell(one.name)
      const { firstAnswerMs, processMs } = await one.run()
      const own = series[able.indexOf(one)]!
      own.processMs.push(processMs)
      if (firstAnswerMs !== undefined) own.firstAnswerMs.push(firstAnswerMs)
    }
  const seen = series.map((one) => ({
    ...one,
    firstAnswerMs: one.firstAnswerMs.length > 0 ? one.firstAnswerMs : undefined,
  }))
  return [...seen, ...missing]
}

const look = async ({ folder }: Site, env: Record<string, string>) => {
  const probe = join(folder, 'probe.json')
  rmSync(probe, { force: true })
  const { wallMs, startedAt } = await runProcess({
    command: process.execPath,
    args: [BIN, 'cloud', env.OS_CLOUD!, '--json'],
    env: { ...env, NODE_OPTIONS: `--import=${PROBE}`, BENCH_PROBE: probe },
    // Away from any stackproof.yaml, which would be read first.
    cwd: folder,
  })
  if (!existsSync(probe))
    throw new StackproofError('E_CHECK_FAILED', 'expected an answered request of the command line, got none')
  return { firstAnswerMs: JSON.parse(readFileSync(probe, 'utf8')).at - startedAt, processMs: wallMs }
}

const openstack = async ({ env }: Site, args: readonly string[]) => {
  const { wallMs } = await runProcess({ command: 'openstack', args, env })
  return { processMs: wallMs }
}
