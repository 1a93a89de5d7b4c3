import type { TargetSetting } from '../../fixtures/contract/openstack/setting.ts'
import { findLab } from '../../fixtures/contract/openstack/targets/lab.ts'
import { bringRehearsal } from '../../fixtures/contract/openstack/targets/rehearsal.ts'
import { codeOf, describeError, isStackproofError, StackproofError } from '../../lib/core/errors.ts'
import { runControllers } from './controllers.ts'
import { drive } from './drive.ts'
import { runKubernetes } from './kubernetes.ts'
import { type ContractOptions, readOptions } from './options.ts'
import { exitCodeOf, report, tell } from './output.ts'
import { CaseReporter } from './reporter.ts'
import type { ContractRun } from './suite.ts'

/** Runs the contract suite on one cloud: 0 when all that could run passed, 1 when something failed, 2 when nothing ran. */
const main = async (args: string[]): Promise<number> => {
  const options = readOptions(args)
  const { setting, end } = await bring(options)
  try {
    const reporter = new CaseReporter(options.json ? () => {} : tell)
    const contract: ContractRun = { setting, only: options.only, golden: options.record ? 'record' : null }
    await drive('suite.ts', { contract }, reporter)
    report(reporter, { cloud: setting.cloud }, options.json)
    return exitCodeOf(reporter)
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

// More than one suite runs on a Kubernetes cluster.
const runOf = (args: string[]) => {
  if (args.includes('--controllers')) return runControllers
  return namesKubernetes(args) ? runKubernetes : main
}

const namesKubernetes = (args: string[]) =>
  args.some((arg) => arg === '--kubernetes' || arg.startsWith('--kubernetes='))

try {
  const args = process.argv.slice(2)
  process.exitCode = await runOf(args)(args)
} catch (error) {
  console.error(`${codeOf(error)}: ${describeError(error)}`)
  if (isStackproofError(error) && error.hint !== undefined) console.error(error.hint)
  process.exitCode = 2
}
