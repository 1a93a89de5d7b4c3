import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CLOUDS } from '../../../fixtures/lab/openstack/clouds-file.ts'
import { ensureLab } from '../../../fixtures/lab/openstack/ensure.ts'
import { labRoot, placesIn } from '../../../fixtures/lab/openstack/places.ts'
import { newRunId, runMark } from '../../../lib/core/ids.ts'
import type { JanitorResult } from '../../../lib/core/journal.ts'
import { LEFTOVERS_FILE } from '../../../lib/run/janitor/reap.ts'
import { JANITOR_LOG } from '../../../lib/run/janitor/start.ts'
import { LEDGER_FILE } from '../../../lib/run/ledger.ts'
import { PLAN_FILE } from '../../../lib/run/read.ts'
import { PRIVATE, type RunSetting, settingFile } from '../../../lib/run/setting.ts'
import { janitorGone, until } from '../killing.ts'

/** A real OpenStack and its database. */
export interface LabPlace {
  cloudsFile: string
  cloud: string
  databaseSocket: string
}

/** The lab of this machine, or another one that the environment names; or why there is none. */
export const findLab = async (env = process.env): Promise<LabPlace | { reason: string }> => {
  const { STACKPROOF_KILL_CLOUDS: cloudsFile, STACKPROOF_KILL_CLOUD: cloud, STACKPROOF_KILL_DATABASE: database } = env
  if (cloudsFile !== undefined && cloud !== undefined && database !== undefined)
    return { cloudsFile, cloud, databaseSocket: database }
  const lab = await ensureLab()
  if ('reason' in lab) return lab
  return { cloudsFile: lab.cloudsFile, cloud: CLOUDS.tenant, databaseSocket: placesIn(labRoot()).databaseSocket }
}

/** Short enough for a test; what a real cloud is given is in the defaults. */
const INTERVALS = {
  'janitor/unanswered': ['20s', '4s', '20s'],
  'audit/settle': ['60s', '5s', '30s'],
  'audit/late-look': ['20s', '8s', '20s'],
} as const

/** The folder of a run on a cloud, as the command line makes it before anything is started. */
export const makeRun = ({ cloudsFile, cloud }: LabPlace): { run: string; dir: string } => {
  const run = newRunId()
  // In a folder of its own, as with the command line: what works on the run is recognised by it.
  const dir = join(mkdtempSync(join(tmpdir(), 'stackproof-lab-run-')), run)
  mkdirSync(join(dir, PRIVATE), { mode: 0o700, recursive: true })
  const place = { run, dir, cloudsFile, environment: 'real', clock: null, startedWallMs: Date.now(), slack: 1 } as const
  const tools = { toolPath: null, toolEnv: {}, managementKubeconfig: join(dir, 'none'), releasesDir: dir, outside: [] }
  const rest = { echoImage: 'none', nonce: run, keep: 'never', resume: null, knownIssues: [] } as const
  const setting: RunSetting = { ...place, ...tools, ...rest, intervals: INTERVALS }
  writeFileSync(settingFile(dir), JSON.stringify(setting), { mode: 0o600 })
  const plan = { clouds: [{ name: cloud, kind: 'real' }], cells: [{ id: 'network-and-more', index: 1 }] }
  writeFileSync(join(dir, PLAN_FILE), JSON.stringify(plan))
  return { run, dir }
}

const SCRIPT = fileURLToPath(new URL('lab-cell.ts', import.meta.url))
const LONGEST_MS = 600_000

/** Starts a cell, kills it with SIGKILL as soon as its ledger has so many lines, and waits until its janitor has ended. */
export const killCellAt = async (lines: number, dir: string): Promise<{ janitor: JanitorResult; log: string }> => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, dir], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  let said = ''
  child.stderr!.on('data', (chunk) => {
    said += chunk
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const ledger = join(dir, LEDGER_FILE)
  const reached = () => {
    if (child.exitCode !== null) throw new Error(`expected the cell to live, got its end: ${said}`)
    const count = existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n').length - 1 : 0
    return count >= lines ? true : undefined
  }
  try {
    await until(reached, `${lines} lines in ${ledger}`, LONGEST_MS)
  } finally {
    process.kill(-child.pid!, 'SIGKILL')
    await ended
    await janitorGone(dir, LONGEST_MS)
  }
  const log = readFileSync(join(dir, JANITOR_LOG), 'utf8')
  if (!existsSync(join(dir, LEFTOVERS_FILE))) throw new Error(`expected ${LEFTOVERS_FILE}, got none:\n${log}`)
  return { janitor: JSON.parse(readFileSync(join(dir, LEFTOVERS_FILE), 'utf8')) as JanitorResult, log }
}

/** What carries the run's mark in the databases of the services, one line each: `kind id name`. */
export const countInDatabases = ({ databaseSocket }: LabPlace, run: string): string[] => {
  const like = `LIKE '${runMark(run)}-%'`
  const queries = [
    ...['networks', 'subnets', 'routers', 'ports', 'securitygroups'].map(
      (table) => `SELECT '${table}', id, name FROM neutron.${table} WHERE name ${like}`,
    ),
    `SELECT 'floatingips', f.id, s.description FROM neutron.floatingips f JOIN neutron.standardattributes s ON s.id = f.standard_attr_id WHERE s.description ${like}`,
    `SELECT 'ports in networks', p.id, n.name FROM neutron.ports p JOIN neutron.networks n ON n.id = p.network_id WHERE n.name ${like}`,
    `SELECT 'instances', uuid, display_name FROM nova.instances WHERE deleted = 0 AND display_name ${like}`,
    `SELECT 'volumes', id, display_name FROM cinder.volumes WHERE deleted = 0 AND display_name ${like}`,
    ...['load_balancer', 'listener', 'pool', 'member'].map(
      (table) =>
        `SELECT '${table}', id, name FROM octavia.${table} WHERE name ${like} AND provisioning_status <> 'DELETED'`,
    ),
  ]
  const args = ['--no-defaults', '-uroot', '-S', databaseSocket, '-N']
  const rows = execFileSync('mariadb', args, { input: `${queries.join(';\n')};\n`, encoding: 'utf8' })
  return rows.split('\n').filter((row) => row !== '')
}
