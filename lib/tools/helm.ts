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

export interface HelmReference extends ToolOptions {
  kubeconfig?: string
  release: string
  namespace: string
}

/** Removes a release with all that it has made; one that isn't there is no error. */
export const helmUninstall = async ({ waitMs, ...options }: HelmReference & { waitMs?: number }): Promise<void> => {
  const { kubeconfig, release, namespace } = options
  const args = ['uninstall', release, '--namespace', namespace, ...kubeconfigFlag(kubeconfig), '--ignore-not-found']
  if (waitMs !== undefined) args.push('--wait', '--timeout', formatDuration(waitMs))
  await helm(options, args)
}

export interface HelmStatus {
  name: string
  namespace: string
  version: number
  info: { status: string; description?: string; last_deployed?: string }
}

/** How a release stands. Its answer holds the values of the release, secrets too: nothing of it goes to `onLine`. */
export const helmStatus = async ({ onLine: _, ...options }: HelmReference): Promise<HelmStatus> => {
  const { kubeconfig, release, namespace } = options
  const args = ['status', release, '--namespace', namespace, ...kubeconfigFlag(kubeconfig), '--output', 'json']
  const { name, version, info } = parseJson<HelmStatus>(await helm(options, args), 'helm status')
  return { name, namespace, version, info }
}

/** Releases of one namespace, or of all. */
export const helmList = async (
  options: ToolOptions & { kubeconfig?: string; namespace?: string },
): Promise<HelmRelease[]> => {
  const { kubeconfig, namespace } = options
  const where = namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace]
  const stdout = await helm(options, ['list', ...kubeconfigFlag(kubeconfig), ...where, '--output', 'json'])
  return parseJson(stdout === '' ? '[]' : stdout, 'helm list')
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

const parseJson = <T>(stdout: string, command: string): T => {
  try {
    return JSON.parse(stdout) as T
  } catch (cause) {
    throw new StackproofError('E_PROCESS', `expected JSON of \`${command} --output json\`, got something else`, {
      cause,
    })
  }
}
