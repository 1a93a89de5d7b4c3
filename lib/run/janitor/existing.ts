import { readFileSync } from 'node:fs'
import type { Clock } from '../../core/clock.ts'
import { describeError } from '../../core/errors.ts'
import type { LedgerEntry } from '../../core/journal.ts'
import { connectKube } from '../../kubernetes/connect.ts'
import type { Ledger } from '../ledger.ts'
import { aliveIn } from '../ledger-state.ts'
import type { RunSetting } from '../setting.ts'

interface Job {
  setting: Pick<RunSetting, 'managementKubeconfig'>
  clock: Clock
  signal: AbortSignal
}

const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace' }

/** True for a run on a management cluster that was there before: nothing of it is the run's but its namespaces. */
export const isExisting = ({ management }: Pick<RunSetting, 'management'>): boolean =>
  (management?.kubeconfig ?? null) !== null

/**
 * Looks which namespaces of the run a management cluster that stays still has, and notes the objects of the others as gone.
 * Returns what is left as problems.
 */
export const settleExisting = async (
  { setting, clock, signal }: Job,
  namespaces: readonly string[],
  entries: readonly LedgerEntry[],
  ledger: Pick<Ledger, 'gone'>,
): Promise<string[]> => {
  const objects = aliveIn(entries).filter(({ kind }) => /^[A-Z]/.test(kind))
  if (objects.length === 0) return []
  const file = setting.managementKubeconfig
  try {
    const kube = await connectKube({ kubeconfig: readFileSync(file, 'utf8'), clock })
    try {
      const found = await Promise.all(namespaces.map((name) => kube.get({ ...NAMESPACE, name }, signal)))
      const left = new Set(found.flatMap((namespace) => (namespace === undefined ? [] : [namespace.metadata.name])))
      for (const { kind, id, name, scope } of objects)
        if (!left.has(scope) && !left.has(name))
          ledger.gone({ kind, id: id ?? name, scope, verified: 'its namespace is gone', by: 'janitor' })
      return [...left].map((name) => `the namespace ${name} is still in the management cluster of ${file}`)
    } finally {
      await kube.close()
    }
  } catch (error) {
    signal.throwIfAborted()
    return [`the management cluster of ${file} could not be asked what is left in it: ${describeError(error)}`]
  }
}
