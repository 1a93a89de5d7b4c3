import { createRedactor } from '../core/redact.ts'
import { toolVersion } from './tool-version.ts'
import type { ToolPlace } from './types.ts'

/** Wall milliseconds that a tool may take to say its version. */
const TIMEOUT_MS = 20_000

/** The version of each tool; throws `E_TOOL_MISSING` for the first that isn't there. */
export const toolVersions = async (
  tools: readonly string[],
  place: ToolPlace = {},
): Promise<Record<string, string>> => {
  const versions = await Promise.all(
    tools.map(
      async (tool) =>
        [tool, await toolVersion(tool, { ...place, redactor: createRedactor(), timeoutMs: TIMEOUT_MS })] as const,
    ),
  )
  return Object.fromEntries(versions)
}
