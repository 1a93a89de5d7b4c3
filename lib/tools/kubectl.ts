import { runTool } from './run-tool.ts'
import type { ToolOptions } from './types.ts'

type ApplyOptions = ToolOptions & { kubeconfig: string }

/** Applies a published manifest, by URL or path, on the server's side: its CRDs are too large for the client's way. */
export const kubectlApply = async ({ manifest, ...options }: ApplyOptions & { manifest: string }): Promise<void> =>
  await apply(options, '-f', manifest)

/** Applies a folder with a `kustomization.yaml`, on the server's side; its resources may be URLs. */
export const kubectlApplyKustomization = async ({ dir, ...options }: ApplyOptions & { dir: string }): Promise<void> =>
  await apply(options, '-k', dir)

const apply = async ({ kubeconfig, ...options }: ApplyOptions, flag: string, what: string) => {
  // Ours alone: a Deployment's args, say, belong to whoever installed it before.
  const args = ['apply', '--server-side', '--force-conflicts', '--kubeconfig', kubeconfig, flag, what]
  await runTool({ ...options, tool: 'kubectl', args })
}
