import { stringify } from 'yaml'
import { formatDuration } from '../core/duration.ts'
import { StackproofError } from '../core/errors.ts'
import { runTool } from './run-tool.ts'
import type { ToolOptions } from './types.ts'

export interface HelmChart extends ToolOptions {
  release: string
  /** Directory, archive, URL or `oci://…`. */
  chart: string
  version?: string
  namespace: string
  /** Passed through standard input, so that no secret stands in an argument list. */
  values?: Readonly<Record<string, unknown>>
}

export interface HelmInstall extends HelmChart {
  /** Without it KUBECONFIG of the environment. */
  kubeconfig?: string
  createNamespace?: boolean
  /** Milliseconds that helm waits for the workloads; without it helm doesn't wait. */
  waitMs?: number
}

export interface HelmRelease {
  name: string
  namespace: string
  revision: string
  status: string
  chart: string
  app_version: string
}

/** Installs a chart or upgrades it. */
export const helmUpgradeInstall = async (install: HelmInstall): Promise<void> => {
  const { kubeconfig, createNamespace = false, waitMs, ...chart } = install
  const args = ['upgrade', '--install', ...chartArgs(chart), ...kubeconfigFlag(kubeconfig)]
  if (createNamespace) args.push('--create-namespace')
  if (waitMs !== undefined) args.push('--wait', '--timeout', formatDuration(waitMs))
  await helm(chart, args, chart.values)
}

/** Releases of one namespace, or of all. */
export const helmList = async (
  options: ToolOptions & { kubeconfig?: string; namespace?: string },
): Promise<HelmRelease[]> => {
  const { kubeconfig, namespace } = options
  const where = namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace]
  return parseReleases(await helm(options, ['list', ...kubeconfigFlag(kubeconfig), ...where, '--output', 'json']))
}

/** The manifests that a chart renders to, as YAML. They may hold secrets: nothing of them goes to `onLine`. */
export const helmTemplate = async ({
  onLine: _,
  ...chart
}: HelmChart & { kubernetes?: string; includeCrds?: boolean }): Promise<string> => {
  const args = ['template', ...chartArgs(chart)]
  if (chart.kubernetes !== undefined) args.push('--kube-version', chart.kubernetes)
  if (chart.includeCrds === true) args.push('--include-crds')
  return await helm(chart, args, chart.values)
}

const chartArgs = ({ release, chart, namespace, version, values }: HelmChart): string[] => [
  release,
  chart,
  '--namespace',
  namespace,
  ...(version === undefined ? [] : ['--version', version]),
  ...(values === undefined ? [] : ['--values', '-']),
]

const kubeconfigFlag = (kubeconfig?: string) => (kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig])

const helm = async (options: ToolOptions, args: string[], values?: HelmChart['values']): Promise<string> => {
  const input = values === undefined ? {} : { input: stringify(values) }
  const { stdout } = await runTool({ ...options, tool: 'helm', args, ...input })
  return stdout
}

const parseReleases = (stdout: string): HelmRelease[] => {
  try {
    return JSON.parse(stdout === '' ? '[]' : stdout) as HelmRelease[]
  } catch (cause) {
    throw new StackproofError('E_PROCESS', 'expected JSON of `helm list --output json`, got something else', { cause })
  }
}
