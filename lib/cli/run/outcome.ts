import { exitCodeOf } from '../../../reports/model/exit-code.ts'
import { readReport } from '../../../reports/model/read.ts'
import { renderText } from '../../../reports/summary/text.ts'
import type { WrittenReports } from '../../../reports/write.ts'

/** Prints what became of a run without writing its reports again. */
export const printReport = (dir: string, { json }: { json: boolean }): number => {
  const report = readReport(dir)
  console.log(json ? JSON.stringify(report, null, 2) : renderText(report))
  return exitCodeOf(report)
}

/** Prints what became of a run and where its reports are; returns the exit code. */
export const printOutcome = (written: WrittenReports, { json }: { json: boolean }): number => {
  const { report, files, problems } = written
  for (const { name, error } of problems) console.error(`stackproof: the ${name} report could not be written: ${error}`)
  if (json) console.log(JSON.stringify(report, null, 2))
  else
    console.log(
      [renderText(report), ...Object.entries(files).map(([name, path]) => `${name.padEnd(8)} ${path}`)].join('\n'),
    )
  return exitCodeOf(report)
}
