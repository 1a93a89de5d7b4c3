import { basename, join } from 'node:path'
import { attachRehearsal } from '../../fixtures/rehearsal/attach.ts'
import { clusterName } from '../core/ids.ts'
import { mendTail } from '../run/append-file.ts'
import { JOURNAL_FILE } from '../run/journal.ts'
import { LEDGER_FILE } from '../run/ledger.ts'
import { lockedBy, lockHolder } from '../run/lock.ts'
import { type RunRecord, readRun } from '../run/read.ts'
import { type RunRequestRecord, readRequest } from '../run/request.ts'
import type { ResumeMode } from '../run/setting.ts'
import { findRun } from './run/find.ts'
import { finishRun, type RunJob } from './run/finish.ts'
import { openFolderAgain } from './run/folder.ts'
import { printReport } from './run/outcome.ts'
import { settleBefore, voidLedger } from './run/reality.ts'
import { resumptionOf } from './run/resumption.ts'
import { onInterrupt } from './run/signals.ts'
import { tidy } from './run/tidy.ts'
import { leaveWorld, rehearsalPlace, startWorld } from './run/world.ts'
import { toolsAgain } from './tools/ready.ts'

export interface ResumeOptions {
  onlyFailed?: boolean
  all?: boolean
  keep?: RunRequestRecord['keep']
  parallel?: number
  runs?: string
  json?: boolean
}

/** Goes on with a run: verdicts that stand stay, the rest is run. What is left of its clusters is believed only if it is sound. */
export const resume = async (run: string, options: ResumeOptions): Promise<number> => {
  const dir = findRun(run, options.runs)
  const record = readRun(dir)
  const request = readRequest(dir)
  const holder = lockHolder(dir)
  if (holder !== undefined) throw lockedBy(dir, holder)
  const resumption = resumptionOf(record.plan, record.journal, modeOf(options))
  if (resumption.cells.length === 0) {
    say(`stackproof: every verdict of ${basename(dir)} stands; there is nothing to resume`)
    return printReport(dir, { json: options.json ?? false })
  }
  const interrupt = onInterrupt(say)
  say(
    `stackproof: RESUMING ${request.run}: ${resumption.cells.length} of ${record.plan.cells.length} cells, ${resumption.carried} verdicts stand`,
  )
  mendTail(join(dir, JOURNAL_FILE), 'E_JOURNAL')
  mendTail(join(dir, LEDGER_FILE), 'E_LEDGER')
  const folder = openFolderAgain(dir, request.run)
  const job = {
    options: { allure: request.allure, ...(options.json !== undefined && { json: options.json }) },
    config: { ...request, echo: { image: request.echoImage }, keep: options.keep ?? request.keep },
    folder,
    plan: record.plan,
    parallel: options.parallel ?? request.parallel,
    resume: resumption,
    interrupt,
  }
  try {
    return request.rehearsal === null
      ? await onClouds(job, request, record)
      : await inRehearsal(job, { ...request.rehearsal, slack: request.slack }, record)
  } finally {
    interrupt.release()
  }
}

const modeOf = ({ onlyFailed = false, all = false }: ResumeOptions): ResumeMode => {
  if (all) return 'all'
  return onlyFailed ? 'only-failed' : 'rest'
}

type Job = Omit<RunJob, 'place' | 'tools' | 'faults' | 'seed' | 'leash'>

const onClouds = async (job: Job, request: RunRequestRecord, record: RunRecord): Promise<number> => {
  const { path: toolPath } = await toolsAgain(record.plan, request.management)
  const place = {
    environment: 'real' as const,
    clock: null,
    slack: request.slack,
    cloudsFile: request.cloudsFile!,
    ...(request.secureFile !== undefined && { secureFile: request.secureFile }),
    toolPath,
    toolEnv: {},
    outside: [],
  }
  await settleBefore(job.folder.dir, record, job.interrupt.signal, say)
  let ended = false
  try {
    const code = await finishRun({ ...job, place, faults: [], tools: toolsOf(record) })
    ended = true
    return code
  } finally {
    tidy(job.folder, ended)
  }
}

const inRehearsal = async (
  job: Job,
  { seed, scale, faults, slack }: NonNullable<RunRequestRecord['rehearsal']> & { slack: number },
  record: RunRecord,
): Promise<number> => {
  const { folder, interrupt } = job
  const kept = await attachRehearsal(folder.stateDir)
  const started = kept === undefined ? await startWorld({ folder, seed, scale, signal: interrupt.signal }) : undefined
  const rehearsal = kept ?? started!
  let ended = false
  try {
    if (kept === undefined) voidLedger(folder, record)
    else await settleBefore(folder.dir, record, interrupt.signal, say)
    for (const { name, cell } of faults) await rehearsal.plant(name, clusterOf(record, folder.run, cell))
    const { info } = rehearsal
    const code = await finishRun({
      ...job,
      seed,
      faults,
      ...(started !== undefined && { leash: started.leash }),
      place: rehearsalPlace(info, slack),
      tools: toolsOf(record),
    })
    ended = true
    return code
  } finally {
    await leaveWorld(rehearsal, folder, { ended, say })
  }
}

const clusterOf = ({ plan }: RunRecord, run: string, id: string | null): string | null =>
  id === null ? null : clusterName(run, plan.cells.find((cell) => cell.id === id)!.index)

const toolsOf = ({ journal }: RunRecord): Record<string, string> =>
  journal.findLast((event) => event.type === 'run.started')?.tools ?? {}

const say = (text: string) => console.error(text)
