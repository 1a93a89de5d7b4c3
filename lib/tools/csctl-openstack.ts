import { runTool } from './run-tool.ts'
import type { ToolOptions } from './types.ts'

export interface NodeImages extends ToolOptions {
  /** Directory that holds `csctl.yaml` and `node-images/`. */
  stackDir: string
  /** Folder of the release; `node-images.yaml` is written into it. */
  releaseDir: string
  /** File with the registry that built images are pushed to; only its method `build` needs one. */
  registryFile?: string
}

/** Writes the node images of a release, as csctl has its plugin do. */
export const createNodeImages = async ({
  stackDir,
  releaseDir,
  registryFile,
  ...options
}: NodeImages): Promise<void> => {
  const args = ['create-node-images', stackDir, releaseDir, ...(registryFile === undefined ? [] : [registryFile])]
  await runTool({ ...options, tool: 'csctl-openstack', args })
}
