import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeError } from '../lib/core/errors.ts'
import { generateAllure } from './allure/generate.ts'
import { repairAllureResults } from './allure/repair.ts'
import { copyDocs } from './docs.ts'
import { renderReportJson } from './json/report-json.ts'
import { renderJunit } from './junit/junit.ts'
import { renderMatrix } from './matrix/page.ts'
import { readReport } from './model/read.ts'
import type { RunReport } from './model/schema.ts'
import { renderMarkdown } from './summary/markdown.ts'
import { renderText } from './summary/text.ts'

/** Folder of a run folder that everything is written to. */
export const REPORTS = 'reports'

/** Where allure-vitest writes in a run folder; what Allure reads is made from it. */
export const VITEST_RESULTS = 'allure-results-vitest'

export interface WriteOptions {
  /** Also generate the Allure report; its results are written in any case. */
  allure: boolean
  /** Names of the projections that are wanted; all unless given. */
  only?: readonly string[]
  signal?: AbortSignal
}

export interface WrittenReports {
  report: RunReport
  /** What was written, by the name of its projection; the path is that to look at. */
  files: Record<string, string>
  /** Projections that could not be made; they change nothing about the verdict. */
  problems: { name: string; error: string }[]
}

/** One way to show a report: writes its files and names the one to look at. */
interface Projection {
  name: string
  write(): string | Promise<string>
}

/**
 * Makes every report of a run folder from what lies in it. One projection that fails is named in the answer and stops no
 * other. Rejects only when the folder can't be read: `E_USAGE` without a plan, `E_JOURNAL` for a journal that is no journal.
 */
export const writeReports = async (runDir: string, options: WriteOptions): Promise<WrittenReports> => {
  const report = readReport(runDir)
  const written: WrittenReports = { report, files: {}, problems: [] }
  mkdirSync(join(runDir, REPORTS), { recursive: true })
  for (const { name, write } of wanted(projectionsOf(runDir, report, options), options)) {
    try {
      written.files[name] = await write()
    } catch (error) {
      written.problems.push({ name, error: describeError(error) })
    }
  }
  return written
}

/** What another one stands on: Allure reads the results, the page links to the docs. */
const NEEDED_BY: Readonly<Record<string, string>> = { results: 'allure', docs: 'matrix' }

const wanted = (projections: readonly Projection[], { only }: WriteOptions): readonly Projection[] =>
  only === undefined
    ? projections
    : projections.filter(({ name }) => only.includes(name) || only.includes(NEEDED_BY[name] ?? ''))

const projectionsOf = (runDir: string, report: RunReport, { allure, signal }: WriteOptions): Projection[] => {
  const text = (name: string, file: string, render: (report: RunReport) => string): Projection => ({
    name,
    write: () => put(join(runDir, REPORTS, file), render(report)),
  })
  return [
    text('matrix', 'matrix.html', renderMatrix),
    text('json', 'report.json', renderReportJson),
    text('junit', 'junit.xml', renderJunit),
    text('text', 'summary.txt', renderText),
    text('markdown', 'summary.md', renderMarkdown),
    { name: 'docs', write: () => copyDocs(report, join(runDir, REPORTS)) },
    { name: 'results', write: () => writeResults(runDir, report) },
    ...(allure ? [{ name: 'allure', write: () => writeAllure(runDir, report, signal) }] : []),
  ]
}

const put = (path: string, text: string) => {
  writeFileSync(path, text)
  return path
}

const writeResults = (runDir: string, report: RunReport) => {
  const outDir = join(runDir, REPORTS, 'allure-results')
  repairAllureResults({ report, runDir, outDir, vitestResultsDir: join(runDir, VITEST_RESULTS) })
  return outDir
}

const writeAllure = async (runDir: string, report: RunReport, signal: AbortSignal | undefined) => {
  const outDir = join(runDir, REPORTS, 'allure')
  rmSync(outDir, { recursive: true, force: true })
  await generateAllure({ resultsDir: join(runDir, REPORTS, 'allure-results'), outDir, report, signal })
  return join(outDir, 'index.html')
}
