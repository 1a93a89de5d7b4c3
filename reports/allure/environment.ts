import { VERDICTS } from '../../lib/core/verdict.ts'
import type { RunReport } from '../model/schema.ts'

/** Facts about the run that Allure shows beside the results. */
export const runVariables = (report: RunReport): Record<string, string> => {
  const { run, verdict, management } = report
  const counts = VERDICTS.filter((name) => verdict.checks[name] > 0).map((name) => `${verdict.checks[name]} ${name}`)
  return {
    ...(run.stamp !== null && { [run.stamp]: `no real cloud; seed ${run.seed ?? 'unknown'}, time x${run.scale}` }),
    run: run.id,
    verdict: verdict.headline,
    checks: counts.join(', '),
    exit: `${verdict.exitCode}: ${verdict.exitReason}`,
    environment: run.environment,
    clouds: report.clouds.map(({ name }) => name).join(', '),
    strategy: run.strategy,
    plan: run.planDigest ?? 'unknown',
    ...prefixed('tool', run.tools),
    ...prefixed('management', management?.versions ?? {}),
  }
}

/** A Java properties file: keys and values with everything escaped that has a meaning there. */
export const environmentProperties = (report: RunReport): string =>
  Object.entries(runVariables(report))
    .map(([key, value]) => `${escapeKey(key)} = ${escapeValue(value)}\n`)
    .join('')

const prefixed = (prefix: string, values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]))

const escapeKey = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\=:#! ]/g, '\\$&')
const escapeValue = (text: string) => text.trim().replace(/\s+/g, ' ').replace(/\\/g, '\\\\')

/** What Allure 2 readers sort results by; the words are those that `worded` puts first. */
export const categories = [
  { name: 'Broken promises', matchedStatuses: ['failed'], messageRegex: '^(?!known issue)[\\s\\S]*' },
  { name: 'Known issues', matchedStatuses: ['failed'], messageRegex: '^known issue[\\s\\S]*' },
  { name: 'Aborted: no verdict', matchedStatuses: ['broken'] },
  { name: 'Blocked by something else', matchedStatuses: ['skipped'], messageRegex: '^blocked[\\s\\S]*' },
  { name: 'Not applicable', matchedStatuses: ['skipped'], messageRegex: '^not applicable[\\s\\S]*' },
] as const
