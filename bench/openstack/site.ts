import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { makeTenant } from '../../fixtures/contract/openstack/tenant.ts'
import { StackproofError } from '../../lib/core/errors.ts'
import { type CloudEntry, readClouds } from '../../lib/openstack/config/read.ts'
import { selectCloud } from '../../lib/openstack/config/select.ts'
import { connectOpenStack } from '../../lib/openstack/connect.ts'
import type { OpenStack } from '../../lib/openstack/types.ts'
import type { BenchOptions } from './options.ts'
import { findTarget, type Target } from './target.ts'

/** Where the benchmark works: a project, and what programs need to reach it. */
export interface Site {
  /** Unlike any other of its kind; part of each name that is given. */
  name: string
  cloud: OpenStack
  /** Of all programs. */
  env: Record<string, string>
  /** The same cloud with tokens kept from one process to the next, and where they are kept. */
  cachedEnv: Record<string, string>
  /** For scratch files. */
  folder: string
  close(): Promise<void>
}

const ENTRY = 'bench'

/** Opens the project; where an administrator is known, one of its own with room for the ports. */
export const openSite = async (options: BenchOptions): Promise<Site> => siteOf(await findTarget(options), options.ports)

const siteOf = async (target: Target, ports: number): Promise<Site> => {
  const clouds = await readClouds(target.file === undefined ? {} : { file: target.file })
  const own = await ownProject(target, (wanted) => selectCloud(clouds, wanted))
  const folder = mkdtempSync(join(tmpdir(), 'stackproof-bench-openstack-'))
  const leave = async () => {
    rmSync(folder, { recursive: true, force: true })
    await own?.remove()
    await target.end()
  }
  try {
    const entry = own?.entry ?? selectCloud(clouds, target.tenant)
    const cloud = await connectOpenStack({ cloud: entry })
    await own?.allow(cloud.projectId, ports)
    return {
      name: own?.name ?? `bench-${process.pid}`,
      cloud,
      env: writeClouds(folder, 'clouds.yaml', entry, false),
      cachedEnv: { ...writeClouds(folder, 'cached.yaml', entry, true), XDG_CACHE_HOME: join(folder, 'cache') },
      folder,
      close: async () => {
        await cloud.close()
        await leave()
      },
    }
  } catch (error) {
    await leave()
    throw error
  }
}

const ownProject = async ({ admin, tenant }: Target, entryOf: (name: string) => CloudEntry) => {
  if (admin === undefined) return undefined
  const chief = await connectOpenStack({ cloud: entryOf(admin) })
  const name = `bench-${Date.now().toString(36)}`
  const made = await makeTenant(chief, entryOf(tenant), name)
  const allow = async (projectId: string, ports: number) => {
    const { status, text } = await chief.request({
      service: 'network',
      method: 'PUT',
      path: `/quotas/${projectId}`,
      body: { quota: { port: ports + 100, security_group_rule: 1000 } },
    })
    if (status >= 300) throw new StackproofError('E_OPENSTACK', `expected quota for ${ports} ports, got ${text}`)
  }
  const remove = async () => {
    await made.remove()
    await chief.close()
  }
  return { name, entry: made.entry, allow, remove }
}

const writeClouds = (folder: string, file: string, { config }: CloudEntry, cached: boolean) => {
  const path = join(folder, file)
  const content = { ...(cached && { cache: { auth: true } }), clouds: { [ENTRY]: config } }
  writeFileSync(path, stringify(content), { mode: 0o600 })
  return { OS_CLIENT_CONFIG_FILE: path, OS_CLOUD: ENTRY }
}
