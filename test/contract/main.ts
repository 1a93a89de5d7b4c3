import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'
import type { TargetSetting } from '../../fixtures/contract/openstack/setting.ts'
import { findLab } from '../../fixtures/contract/openstack/targets/lab.ts'
import { bringRehearsal } from '../../fixtures/contract/openstack/targets/rehearsal.ts'
import { codeOf, describeError, isStackproofError, StackproofError } from '../../lib/core/errors.ts'
import { type ContractOptions, readOptions } from './options.ts'
import { CaseReporter, type CaseRow } from './reporter.ts'
import type { ContractRun } from './suite.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs the contract suite on one cloud: 0 when all that could run passed, 1 when something failed, 2 when nothing ran. */
const main = async (args: string[]): Promise<number> => {
  const options = readOptions(args)
  const { setting, end } = await bring(options)
  try {
    const reporter = new CaseReporter(options.json ? () => {} : tell)
    await drive({ setting, only: options.only, golden: options.record ? 'record' : null }, reporter)
    report(reporter, setting, options.json)
    if (reporter.troubles.length > 0 || reporter.rows.every(({ state }) => state === 'skipped')) return 2
    return reporter.rows.some(({ state }) => state === 'failed') ? 1 : 0
  } finally {
    await end()
  }
}

const bring = async (options: ContractOptions): Promise<{ setting: TargetSetting; end(): Promise<void> }> => {
  const { cloud, cloudsFile, admin, other, password, lab } = options
  if (cloud === 'rehearsal' && cloudsFile === null) return bringRehearsal()
  if (cloud === 'lab' && cloudsFile === null) {
    const found = await findLab()
    if ('setting' in found) return { ...found, end: async () => {} }
    throw new StackproofError('E_USAGE', `expected the lab, got none: ${found.reason}`, {
      hint: 'Bring it up with `npm run lab:openstack -- up`, or name another cloud.',
    })
  }
  const kind = lab ? 'lab' : 'cloud'
  return { setting: { kind, cloudsFile, cloud, admin, other, password, clock: null }, end: async () => {} }
}

const drive = async (contract: ContractRun, reporter: CaseReporter) => {
  const vitest = await startVitest('test', [], {
    root: ROOT,
    config: false,
    watch: false,
    include: ['test/contract/suite.ts'],
    provide: { contract },
    pool: 'forks',
    // How many cases run at once is the suite's own affair.
    maxConcurrency: 1000,
    reporters: [reporter],
    experimental: { viteModuleRunner: false },
  } as never)
  await vitest.close()
}

const MARKS = { passed: '✓', failed: '✗', skipped: '-' } as const

const tell = ({ id, title, state, seconds, reason }: CaseRow) => {
  // Never begun: what kept the suite from it is told at the end, once.
  if (state === 'skipped' && reason === undefined) return
  console.log(`${MARKS[state]} ${id.padEnd(13)} ${state.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s  ${title}`)
  if (reason !== undefined) console.log(reason.replace(/^/gm, '    '))
}

const report = ({ rows, troubles }: CaseReporter, { cloud }: TargetSetting, json: boolean) => {
  if (json) return console.log(JSON.stringify({ cloud, cases: rows, troubles }, null, 2))
  for (const trouble of troubles) console.error(trouble)
  if (rows.length === 0) console.error('none of the cases is meant by --only')
  const count = (state: CaseRow['state']) => rows.filter((row) => row.state === state).length
  console.log(`${cloud}: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(`${codeOf(error)}: ${describeError(error)}`)
  if (isStackproofError(error) && error.hint !== undefined) console.error(error.hint)
  process.exitCode = 2
}
