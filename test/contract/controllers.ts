import { readControllersOptions } from './controllers-options.ts'
import { drive } from './drive.ts'
import { exitCodeOf, report, tell } from './output.ts'
import { CaseReporter } from './reporter.ts'

/** Runs the controllers' contract on one management cluster: 0 when all scenarios passed, 1 when one failed, 2 when none ran. */
export const runControllers = async (args: string[]): Promise<number> => {
  const options = readControllersOptions(args)
  const reporter = new CaseReporter(options.json ? () => {} : tell)
  await drive('controllers-suite.ts', { controllers: options }, reporter)
  report(reporter, { controllers: options.kubernetes }, options.json)
  return exitCodeOf(reporter)
}
