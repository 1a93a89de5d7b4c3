import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'

export type ProviderType =
  | 'CoreProvider'
  | 'BootstrapProvider'
  | 'ControlPlaneProvider'
  | 'InfrastructureProvider'
  | 'AddonProvider'
  | 'RuntimeExtensionProvider'

/** clusterctl's own configuration: where it takes components and images from. */
export interface ClusterctlConfig {
  /** Repositories other than the built-in ones; a local one is a path `…/NAME/VERSION/components.yaml`. */
  providers?: readonly { name: string; type: ProviderType; url: string }[]
  /** By component (`cluster-api`, `infrastructure-openstack`, `cert-manager`), with `/IMAGE` for one of several images. */
  images?: Readonly<Record<string, { repository?: string; tag?: string }>>
  'cert-manager'?: { url?: string; version?: string; timeout?: string }
}

/** Writes a configuration into a file that lives as long as `use` runs, and gives it the arguments that name the file. */
export const withClusterctlConfig = async <T>(
  config: ClusterctlConfig | undefined,
  use: (flags: readonly string[]) => Promise<T>,
): Promise<T> => {
  if (config === undefined) return await use([])
  const dir = await mkdtemp(join(tmpdir(), 'stackproof-clusterctl-'))
  try {
    const file = join(dir, 'clusterctl.yaml')
    await writeFile(file, stringify(config), { mode: 0o600 })
    return await use(['--config', file])
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
