import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IntervalLookup } from '../../config/intervals.ts'
import type { Clock } from '../../core/clock.ts'
import { describeError } from '../../core/errors.ts'
import { connectKube } from '../../kubernetes/connect.ts'
import type { Kube, KubeObject } from '../../kubernetes/types.ts'
import { PRIVATE } from '../setting.ts'

export interface ClusterJob {
  dir: string
  managementKubeconfig: string
  clock: Clock
  interval: IntervalLookup
  say(text: string): void
  signal: AbortSignal
}

const CLUSTER = { apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'Cluster' }
const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace' }
const SERVICE = { apiVersion: 'v1', kind: 'Service' }
const CLAIM = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' }

/**
 * Deletes clusters the way their users would, so that the controllers clean up after themselves: Services and claims
 * first, then the Cluster, then its namespace. What doesn't answer or end in time is left to the cloud's own deletion.
 */
export const deleteClusters = async (names: readonly string[], job: ClusterJob): Promise<void> => {
  const management = await openManagement(job)
  if (management === undefined) return
  try {
    await Promise.all(names.map((name) => deleteCluster(name, management, job)))
  } finally {
    await management.close()
  }
}

const openManagement = async ({ managementKubeconfig, clock, say }: ClusterJob): Promise<Kube | undefined> => {
  if (!existsSync(managementKubeconfig)) return undefined
  try {
    return await connectKube({ kubeconfig: readFileSync(managementKubeconfig, 'utf8'), clock })
  } catch (error) {
    say(`the management cluster can't be used: ${describeError(error)}`)
    return undefined
  }
}

const deleteCluster = async (name: string, management: Kube, job: ClusterJob): Promise<void> => {
  const { say, signal, interval } = job
  const ref = { ...CLUSTER, name, namespace: name }
  try {
    if ((await management.get(ref, signal)) !== undefined) {
      await releaseWorkload(name, job)
      say(`deleting Cluster ${name}`)
      await management.delete(ref, {}, signal)
      await gone(management, ref, interval('teardown/hang'), signal)
    }
    const namespace = { ...NAMESPACE, name }
    if ((await management.get(namespace, signal)) === undefined) return
    await management.delete(namespace, {}, signal)
    await gone(management, namespace, interval('teardown/services'), signal)
  } catch (error) {
    signal.throwIfAborted()
    say(`cluster ${name} did not end by itself: ${describeError(error).split('\n')[0]}`)
  }
}

/** A load balancer or volume of a user outlives the cluster that could have deleted it. */
const releaseWorkload = async (name: string, job: ClusterJob): Promise<void> => {
  const { dir, clock, say, signal, interval } = job
  const file = join(dir, PRIVATE, `${name}.kubeconfig`)
  if (!existsSync(file)) return
  try {
    const workload = await connectKube({ kubeconfig: readFileSync(file, 'utf8'), clock })
    const [services, claims] = await Promise.all([workload.list(SERVICE, {}, signal), workload.list(CLAIM, {}, signal)])
    const owned = [...services.filter(({ spec }) => spec?.type === 'LoadBalancer'), ...claims]
    for (const object of owned) await workload.delete(refOf(object), {}, signal)
    await Promise.all(owned.map((object) => gone(workload, refOf(object), interval('teardown/services'), signal)))
    await workload.close()
  } catch (error) {
    signal.throwIfAborted()
    say(`the API of ${name} could not be asked to release what it holds: ${describeError(error).split('\n')[0]}`)
  }
}

const refOf = ({ apiVersion, kind, metadata: { name, namespace } }: KubeObject) => ({
  apiVersion,
  kind,
  name,
  ...(namespace !== undefined && { namespace }),
})

const gone = (kube: Kube, ref: ReturnType<typeof refOf>, interval: ReturnType<IntervalLookup>, signal: AbortSignal) =>
  kube.waitFor(ref, {
    goal: `${ref.kind} ${ref.name} gone`,
    interval,
    signal,
    describe: (object) => (object === undefined ? 'gone' : 'deleting'),
    until: (object) => object === undefined,
  })
