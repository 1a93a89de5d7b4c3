import type { KubernetesSetting } from '../../fixtures/contract/kubernetes/setting.ts'
import { kindRestart } from '../../fixtures/contract/kubernetes/targets/kind.ts'
import { findLab } from '../../fixtures/contract/kubernetes/targets/lab.ts'
import { StackproofError } from '../../lib/core/errors.ts'
import { drive } from './drive.ts'
import { type KubernetesRunOptions, readKubernetesOptions } from './kubernetes-options.ts'
import type { KubernetesRun } from './kubernetes-suite.ts'
import { exitCodeOf, report, tell } from './output.ts'
import { CaseReporter } from './reporter.ts'

/** Runs the Kubernetes contract on one cluster: 0 when all that could run passed, 1 when something failed, 2 when nothing ran. */
export const runKubernetes = async (args: string[]): Promise<number> => {
  const options = readKubernetesOptions(args)
  const { kubernetes, toolDirs, only, record, json } = options
  const setting = kubernetes === 'rehearsal' ? null : await settingOf(options)
  const run: KubernetesRun = { setting, toolDirs, only, golden: record ? 'record' : null }
  const reporter = new CaseReporter(json ? () => {} : tell)
  await drive('kubernetes-suite.ts', { kubernetes: run }, reporter)
  report(reporter, { kubernetes: setting?.title ?? 'rehearsal' }, json)
  return exitCodeOf(reporter)
}

const settingOf = async (options: KubernetesRunOptions): Promise<KubernetesSetting> => {
  const { kubernetes, image, disturb, restartCommand, toolDirs, lab } = options
  if (kubernetes === 'lab') return labSetting(options)
  return {
    kind: lab ? 'lab' : 'cluster',
    title: kubernetes,
    kubeconfig: kubernetes,
    image,
    restart: restartCommand ?? (disturb ? await kindRestart(kubernetes) : null),
    toolDirs,
    clock: null,
  }
}

const labSetting = async ({ image, disturb, toolDirs }: KubernetesRunOptions): Promise<KubernetesSetting> => {
  const found = await findLab()
  if ('reason' in found)
    throw new StackproofError('E_USAGE', `expected the lab, got none: ${found.reason}`, {
      hint: 'Bring it up with `npm run lab:kubernetes -- up`, or give a kubeconfig.',
    })
  const { setting } = found
  return {
    ...setting,
    image: image ?? setting.image,
    restart: disturb ? await kindRestart(setting.kubeconfig) : setting.restart,
    toolDirs: [...toolDirs, ...setting.toolDirs],
  }
}
