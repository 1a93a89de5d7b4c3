import { stringify } from 'yaml'
import { formatDuration } from '../core/duration.ts'
import { runTool } from './run-tool.ts'
import type { ToolOptions } from './types.ts'

export interface KindNode {
  role: 'control-plane' | 'worker'
  image?: string
  labels?: Readonly<Record<string, string>>
  extraMounts?: readonly { hostPath: string; containerPath: string; readOnly?: boolean }[]
  extraPortMappings?: readonly {
    containerPort: number
    hostPort: number
    listenAddress?: string
    protocol?: 'TCP' | 'UDP'
  }[]
  kubeadmConfigPatches?: readonly string[]
}

/** The part of kind's `v1alpha4` configuration that a management cluster needs. */
export interface KindConfig {
  nodes: readonly KindNode[]
  networking?: {
    apiServerAddress?: string
    apiServerPort?: number
    ipFamily?: 'ipv4' | 'ipv6' | 'dual'
    podSubnet?: string
    serviceSubnet?: string
    disableDefaultCNI?: boolean
  }
  featureGates?: Readonly<Record<string, boolean>>
  containerdConfigPatches?: readonly string[]
}

export interface KindCreate extends ToolOptions {
  name: string
  config: KindConfig
  image?: string
  /** File that kind writes the kubeconfig to, so that the user's own stays as it is. */
  kubeconfig: string
  /** How long kind itself waits for the control plane, milliseconds; 0 leaves that to the caller. */
  waitMs?: number
}

/** Creates a kind cluster; its configuration goes through standard input. */
export const kindCreate = async ({
  name,
  config,
  image,
  kubeconfig,
  waitMs = 0,
  ...options
}: KindCreate): Promise<void> => {
  const args = ['create', 'cluster', '--name', name, '--config', '-', '--kubeconfig', kubeconfig]
  if (image !== undefined) args.push('--image', image)
  if (waitMs > 0) args.push('--wait', formatDuration(waitMs))
  const input = stringify({ kind: 'Cluster', apiVersion: 'kind.x-k8s.io/v1alpha4', ...config })
  await runTool({ ...options, tool: 'kind', args, input })
}

/** Deletes a kind cluster; one that isn't there is no error. */
export const kindDelete = async ({
  name,
  kubeconfig,
  ...options
}: ToolOptions & { name: string; kubeconfig?: string }): Promise<void> => {
  const args = ['delete', 'cluster', '--name', name, ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig])]
  await runTool({ ...options, tool: 'kind', args })
}

/** Names of the kind clusters of this machine. */
export const kindList = async (options: ToolOptions): Promise<string[]> => {
  const { stdout } = await runTool({ ...options, tool: 'kind', args: ['get', 'clusters'] })
  return stdout.split('\n').filter((line) => /^[a-z0-9.-]+$/.test(line))
}

/** The administrator's kubeconfig of a kind cluster, as YAML. It is a secret: nothing of it goes to `onLine`. */
export const kindKubeconfig = async ({
  name,
  onLine: _,
  ...options
}: ToolOptions & { name: string }): Promise<string> => {
  const { stdout } = await runTool({ ...options, tool: 'kind', args: ['get', 'kubeconfig', '--name', name] })
  return stdout
}

/** Loads an image archive (`docker save`) into every node of a kind cluster; no registry is asked. */
export const kindLoadArchive = async ({
  name,
  archive,
  ...options
}: ToolOptions & { name: string; archive: string }): Promise<void> => {
  await runTool({ ...options, tool: 'kind', args: ['load', 'image-archive', archive, '--name', name] })
}

/** Loads images of the local Docker engine into every node of a kind cluster. */
export const kindLoadImages = async ({
  name,
  images,
  ...options
}: ToolOptions & { name: string; images: readonly string[] }): Promise<void> => {
  await runTool({ ...options, tool: 'kind', args: ['load', 'docker-image', ...images, '--name', name] })
}

/** Writes the logs of all nodes of a kind cluster and of what runs in them into a directory. */
export const kindExportLogs = async ({
  name,
  dir,
  ...options
}: ToolOptions & { name: string; dir: string }): Promise<void> => {
  await runTool({ ...options, tool: 'kind', args: ['export', 'logs', dir, '--name', name] })
}
