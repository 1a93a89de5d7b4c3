import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogueById } from '../model/catalogue.ts'
import type { CellReport, CheckReport, RunReport } from '../model/schema.ts'
import { copyEvidence, copyVitestAttachments, type Folders } from './attachments.ts'
import { categories, environmentProperties } from './environment.ts'
import { keyOf, readVitestResults, type VitestResult } from './from-vitest.ts'
import { type AllureResult, checkResult, phaseResult } from './result.ts'
import { attachmentsOf } from './vitest-steps.ts'

export interface RepairOptions extends Folders {
  report: RunReport
}

export interface Repair {
  results: number
  /** Results for which allure-vitest had written something. */
  matched: number
  /** Evidence that the journal names and the run folder does not have. */
  missingEvidence: string[]
}

/**
 * Writes exactly one result for each check and phase of each cell: allure-vitest's steps, files and traces where it
 * wrote some, everything else (and the verdict always) from the report. What was in `outDir` before is removed.
 */
export const repairAllureResults = (options: RepairOptions): Repair => {
  const { report, outDir, vitestResultsDir } = options
  rmSync(outDir, { recursive: true, force: true })
  mkdirSync(outDir, { recursive: true })
  const known = readVitestResults(vitestResultsDir)
  const repair: Repair = { results: 0, matched: 0, missingEvidence: [] }
  for (const { result, vitest, evidence } of resultsOf(report, known)) {
    const copied = copyEvidence(evidence, options)
    const attached = copyVitestAttachments(vitest === undefined ? [] : attachmentsOf(vitest), options)
    result.attachments = copied.attachments.filter(({ name }) => !attached.has(name))
    writeFileSync(join(outDir, `${result.uuid}-result.json`), JSON.stringify(result))
    repair.results += 1
    repair.matched += vitest === undefined ? 0 : 1
    repair.missingEvidence.push(...copied.missing)
  }
  writeFileSync(join(outDir, 'environment.properties'), environmentProperties(report))
  writeFileSync(join(outDir, 'categories.json'), JSON.stringify(categories, null, 1))
  return repair
}

interface Paired {
  result: AllureResult
  vitest: VitestResult | undefined
  evidence: CheckReport['evidence']
}

function* resultsOf(report: RunReport, known: ReadonlyMap<string, VitestResult>): Generator<Paired> {
  const entries = catalogueById(report)
  for (const cell of report.cells) {
    for (const phase of cell.phases) {
      const vitest = known.get(keyOf(cell.id, 'phase', phase.id))
      yield { result: phaseResult(report, cell, phase, vitest), vitest, evidence: [] }
    }
    for (const check of cell.checks) yield checkPair(report, cell, check, entries, known)
  }
}

const checkPair = (
  report: RunReport,
  cell: CellReport,
  check: CheckReport,
  entries: ReturnType<typeof catalogueById>,
  known: ReadonlyMap<string, VitestResult>,
): Paired => {
  const vitest = known.get(keyOf(cell.id, 'check', check.id))
  return { result: checkResult(report, cell, check, entries.get(check.id)!, vitest), vitest, evidence: check.evidence }
}
