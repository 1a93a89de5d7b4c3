import { runTool } from './run-tool.ts'
import type { ToolOptions } from './types.ts'

/** Applies a published manifest, by URL or path, on the server's side: its CRDs are too large for the client's way. */
export const kubectlApply = async ({
  kubeconfig,
  manifest,
  ...options
}: ToolOptions & { kubeconfig: string; manifest: string }): Promise<void> => {
  const args = ['apply', '--server-side', '--kubeconfig', kubeconfig, '-f', manifest]
  await runTool({ ...options, tool: 'kubectl', args })
}
