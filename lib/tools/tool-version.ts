import { runTool } from './run-tool.ts'
import type { ToolOptions } from './types.ts'

const VERSION = /v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)/

const ARGS: Readonly<Record<string, readonly string[]>> = {
  clusterctl: ['version', '--output', 'short'],
  helm: ['version', '--short'],
  kubectl: ['version', '--client', '--output', 'json'],
}

/** The version of a tool without its `v`; its first line of output where that carries no number. */
export const toolVersion = async (tool: string, options: ToolOptions): Promise<string> => {
  const { stdout } = await runTool({ ...options, tool, args: ARGS[tool] ?? ['version'] })
  return VERSION.exec(stdout)?.[1] ?? stdout.split('\n')[0]!.trim()
}
