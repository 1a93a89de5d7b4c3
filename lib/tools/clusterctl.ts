import { type ClusterctlConfig, withClusterctlConfig } from './clusterctl-config.ts'
import { runTool } from './run-tool.ts'
import type { ToolOptions } from './types.ts'

export interface ClusterctlOptions extends ToolOptions {
  /** Without it KUBECONFIG of the environment. */
  kubeconfig?: string
  /** Without it the built-in repositories and images. */
  config?: ClusterctlConfig
}

export interface ClusterctlInit extends ClusterctlOptions {
  /** Version of Cluster API itself, its kubeadm bootstrap and control plane providers. */
  core?: string
  /** `name:version`, or `name` for clusterctl's newest. */
  infrastructure: readonly string[]
  addon?: readonly string[]
  runtimeExtension?: readonly string[]
  /** `{ CLUSTER_TOPOLOGY: true }`: read from the environment while manifests are rendered. */
  featureGates?: Readonly<Record<string, boolean>>
}

/** Installs Cluster API and its providers and waits for them. */
export const clusterctlInit = async (init: ClusterctlInit): Promise<void> => {
  const { core, infrastructure, addon = [], runtimeExtension = [], featureGates = {}, ...options } = init
  const args = [
    'init',
    '--wait-providers',
    ...(core === undefined ? [] : coreFlags(core)),
    ...flags('--infrastructure', infrastructure),
    ...flags('--addon', addon),
    ...flags('--runtime-extension', runtimeExtension),
  ]
  const gates = Object.fromEntries(Object.entries(featureGates).map(([gate, on]) => [gate, String(on)]))
  await clusterctl({ ...options, env: { ...options.env, ...gates } }, args)
}

export interface ClusterctlDescribe extends ClusterctlOptions {
  cluster: string
  namespace: string
  /** All conditions of all objects, not only those that are not well. */
  allConditions?: boolean
}

/** The tree of a cluster's objects and their conditions, as text for people. */
export const clusterctlDescribe = async (describe: ClusterctlDescribe): Promise<string> => {
  const { cluster, namespace, allConditions = false, ...options } = describe
  const args = ['describe', 'cluster', cluster, '--namespace', namespace]
  if (allConditions) args.push('--show-conditions', 'all')
  const { stdout } = await clusterctl({ ...options, env: { ...options.env, NO_COLOR: '1' } }, args)
  return stdout
}

export interface ClusterctlMove extends ClusterctlOptions {
  namespace: string
  /** Another management cluster, or a directory that the objects are written to. Secrets go along. */
  to: { kubeconfig: string } | { directory: string }
  /** Only says what would be moved. */
  dryRun?: boolean
}

/** Moves the clusters of a namespace with all their objects into another management cluster. */
export const clusterctlMove = async ({ namespace, to, dryRun = false, ...options }: ClusterctlMove): Promise<void> => {
  const target = 'kubeconfig' in to ? ['--to-kubeconfig', to.kubeconfig] : ['--to-directory', to.directory]
  await clusterctl(options, ['move', '--namespace', namespace, ...target, ...(dryRun ? ['--dry-run'] : [])])
}

/** The administrator's kubeconfig of a workload cluster. It is a secret: nothing of it goes to `onLine`. */
export const clusterctlKubeconfig = async ({
  cluster,
  namespace,
  onLine: _,
  ...options
}: ClusterctlOptions & { cluster: string; namespace: string }): Promise<string> => {
  const { stdout } = await clusterctl(options, ['get', 'kubeconfig', cluster, '--namespace', namespace])
  return stdout
}

const clusterctl = ({ kubeconfig, config, ...options }: ClusterctlOptions, args: readonly string[]) =>
  withClusterctlConfig(config, (configFlags) =>
    runTool({
      ...options,
      // Else it asks GitHub for a newer clusterctl, each time.
      env: { CLUSTERCTL_DISABLE_VERSIONCHECK: 'true', ...options.env },
      tool: 'clusterctl',
      args: [...args, ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]), ...configFlags],
    }),
  )

const coreFlags = (version: string) => [
  ...flags('--core', [`cluster-api:${version}`]),
  ...flags('--bootstrap', [`kubeadm:${version}`]),
  ...flags('--control-plane', [`kubeadm:${version}`]),
]

const flags = (flag: string, providers: readonly string[]): string[] =>
  providers.flatMap((provider) => [flag, provider])
