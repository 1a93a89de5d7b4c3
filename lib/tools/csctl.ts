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
  /** File with the registry that built node images are pushed to. */
  nodeImageRegistry?: string
}

/** Builds a release of a stack. Returns the folders of all releases in the output directory, newest first. */
export const createRelease = async (create: CsctlCreate): Promise<string[]> => {
  const { output } = create
  await runCreate(create, [])
  return await releasesIn(output)
}

/** A registry that releases are published to, by OCI. */
export interface ReleaseRegistry {
  /** `registry.example.org` */
  registry: string
  /** With the registry: `registry.example.org/kaas/cluster-stacks`. */
  repository: string
  accessToken?: string
  username?: string
  password?: string
}

/**
 * Builds a release and pushes it. csctl takes the registry from the environment, so that no secret stands in an argument list;
 * what of it would come out in a log is masked.
 */
export const publishRelease = async (create: CsctlCreate & { registry: ReleaseRegistry }): Promise<string[]> => {
  const { registry, ...rest } = create
  for (const secret of [registry.accessToken, registry.password]) create.redactor.add(secret)
  const env = Object.fromEntries(
    Object.entries(REGISTRY_VARIABLES).flatMap(([key, variable]) => {
      const value = registry[key as keyof ReleaseRegistry]
      return value === undefined ? [] : [[variable, value]]
    }),
  )
  await runCreate({ ...rest, env: { ...create.env, ...env } }, ['--publish', '--remote', 'oci'])
  return await releasesIn(create.output)
}

const REGISTRY_VARIABLES: Readonly<Record<keyof ReleaseRegistry, string>> = {
  registry: 'OCI_REGISTRY',
  repository: 'OCI_REPOSITORY',
  accessToken: 'OCI_ACCESS_TOKEN',
  username: 'OCI_USERNAME',
  password: 'OCI_PASSWORD',
}

const runCreate = async (create: CsctlCreate, more: readonly string[]) => {
  const { stackDir, output, mode, versions, nodeImageRegistry, ...options } = create
  const args = ['create', stackDir, '--output', output, '--mode', mode, ...versionFlags(versions), ...more]
  if (nodeImageRegistry !== undefined) args.push('--node-image-registry', nodeImageRegistry)
  await runTool({ ...options, tool: 'csctl', args })
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
