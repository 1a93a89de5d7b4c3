import { existsSync, readFileSync } from 'node:fs'
import { systemClock } from '../../core/clock.ts'
import { clusterName } from '../../core/ids.ts'
import { condition } from '../../kubernetes/conditions.ts'
import { connectKube } from '../../kubernetes/connect.ts'
import type { KubeObject } from '../../kubernetes/types.ts'
import { reapRun } from '../../run/janitor/reap.ts'
import { openLedger } from '../../run/ledger.ts'
import { aliveIn } from '../../run/ledger-state.ts'
import { takeLock } from '../../run/lock.ts'
import type { RunRecord } from '../../run/read.ts'
import { readSetting, settingFile } from '../../run/setting.ts'
import type { RunFolder } from './folder.ts'

const CLUSTER = { apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'Cluster' }

/**
 * What an earlier start has left is either sound, and stays, or removed before the run goes on: half a cluster is no ground
 * to stand on. The management cluster is asked, not the journal.
 */
export const settleBefore = async (
  dir: string,
  { plan, ledger }: RunRecord,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<void> => {
  if (!existsSync(settingFile(dir)) || aliveIn(ledger).length === 0) return
  const setting = readSetting(dir)
  const names = plan.cells.map(({ index }) => clusterName(setting.run, index))
  const kept = await soundClusters(setting.managementKubeconfig, names, signal)
  say(
    `what is there of the earlier start: ${kept.length > 0 ? kept.join(', ') : 'no sound cluster'}; the rest is removed`,
  )
  const lock = takeLock(dir, 'resume')
  try {
    await reapRun({ dir, trigger: 'command', kept, say, signal })
  } finally {
    lock.release()
  }
}

/** Notes that what a rehearsal had made has ended with it. */
export const voidLedger = ({ dir, run }: RunFolder, { ledger: entries }: RunRecord): void => {
  const ledger = openLedger({ dir, run, clock: systemClock, cell: null })
  for (const { kind, id, name, scope } of aliveIn(entries))
    ledger.gone({ kind, id: id ?? name, scope, verified: 'the rehearsal that held it has ended' })
  ledger.close()
}

const soundClusters = async (kubeconfigFile: string, names: readonly string[], signal: AbortSignal) => {
  if (!existsSync(kubeconfigFile)) return []
  try {
    const kube = await connectKube({ kubeconfig: readFileSync(kubeconfigFile, 'utf8'), clock: systemClock })
    const found = await Promise.all(names.map((name) => kube.get({ ...CLUSTER, name, namespace: name }, signal)))
    await kube.close()
    return found.filter((cluster) => cluster !== undefined && isSound(cluster)).map((cluster) => cluster!.metadata.name)
  } catch {
    signal.throwIfAborted()
    return []
  }
}

const CONTROL_PLANE_CONDITIONS = ['ControlPlaneAvailable', 'ControlPlaneReady']

const isSound = (cluster: KubeObject) =>
  cluster.metadata.deletionTimestamp === undefined &&
  CONTROL_PLANE_CONDITIONS.some((type) => condition(cluster, type)?.status === 'True')
