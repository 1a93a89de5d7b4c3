import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { runTool } from './run-tool.ts'
import type { ToolOptions } from './types.ts'

export interface CsctlCreate extends ToolOptions {
  /** Directory that holds `csctl.yaml`. */
  stackDir: string
  /** Directory that releases are written to, one folder each. */
  output: string
  mode: 'hash' | 'custom' | 'stable'
  /** Only for `custom`. */
  versions?: { clusterStack: string; clusterAddon: string; nodeImage?: string }
}

/** Builds a release of a stack. Returns the folders of all releases in the output directory, newest first. */
export const createRelease = async (create: CsctlCreate): Promise<string[]> => {
  const { stackDir, output, mode, versions, ...options } = create
  const args = ['create', stackDir, '--output', output, '--mode', mode, ...versionFlags(versions)]
  await runTool({ ...options, tool: 'csctl', args })
  return await releasesIn(output)
}

const versionFlags = (versions: CsctlCreate['versions']): string[] =>
  versions === undefined
    ? []
    : [
        '--cluster-stack-version',
        versions.clusterStack,
        '--cluster-addon-version',
        versions.clusterAddon,
        ...(versions.nodeImage === undefined ? [] : ['--node-image-version', versions.nodeImage]),
      ]

const releasesIn = async (output: string): Promise<string[]> => {
  const entries = await readdir(output, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(output, name))
  const dated = await Promise.all(folders.map(async (folder) => ({ folder, at: await writtenAt(folder) })))
  return dated
    .filter(({ at }) => at > 0)
    .sort((a, b) => b.at - a.at)
    .map(({ folder }) => folder)
}

// csctl writes metadata.yaml last; a folder without it is no release.
const writtenAt = (folder: string) =>
  stat(join(folder, 'metadata.yaml')).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
