import { runTool } from './run-tool.ts'
import type { ToolOptions } from './types.ts'

export interface ClusterctlInit extends ToolOptions {
  /** Without it KUBECONFIG of the environment. */
  kubeconfig?: string
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
  const { kubeconfig, core, infrastructure, addon = [], runtimeExtension = [], featureGates = {}, ...options } = init
  const args = [
    'init',
    '--wait-providers',
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    ...(core === undefined ? [] : coreFlags(core)),
    ...flags('--infrastructure', infrastructure),
    ...flags('--addon', addon),
    ...flags('--runtime-extension', runtimeExtension),
  ]
  const gates = Object.fromEntries(Object.entries(featureGates).map(([gate, on]) => [gate, String(on)]))
  const env = { CLUSTERCTL_DISABLE_VERSIONCHECK: 'true', ...options.env, ...gates }
  await runTool({ ...options, env, tool: 'clusterctl', args })
}

const coreFlags = (version: string) => [
  ...flags('--core', [`cluster-api:${version}`]),
  ...flags('--bootstrap', [`kubeadm:${version}`]),
  ...flags('--control-plane', [`kubeadm:${version}`]),
]

const flags = (flag: string, providers: readonly string[]): string[] =>
  providers.flatMap((provider) => [flag, provider])
