import { claim, claimPod } from '../../../fixtures/workloads/manifests.ts'
import type { CheckContext, Inapplicable } from '../../../lib/catalog/check.ts'
import { defineCheck } from '../../../lib/catalog/define.ts'
import { blockedBy, ensure, promised } from '../../../lib/catalog/outcome.ts'
import { poll } from '../../../lib/core/poll.ts'
import { condition } from '../../../lib/kubernetes/conditions.ts'
import { podProxyPath } from '../../../lib/kubernetes/proxy.ts'
import { isOpenStackError } from '../../../lib/openstack/errors.ts'
import { CLAIM, POD, VOLUME } from '../types.ts'

const NAME = 'proof'
const MEMORY = 'storage.claim'
/** Set as soon as somebody tries. */
const TRIED = 'storage.claim.tried'
const TEXT = 'written before the pod moved'

interface Bound {
  volumeId: string
  node: string
}

const NO_CLASS: Inapplicable = {
  expectation: { path: 'defaultStorageClass', equals: null },
  reason: 'the stack ships no default storage class, so a claim without a class has nothing to bind to',
}

/** A claim is bound to a Cinder volume and a pod can use it. */
export const claimBound = defineCheck({
  id: 'storage.claim-bound',
  area: 'storage',
  title: 'A claim of the default class is bound to a Cinder volume and a pod starts on it',
  why: 'It is what every stateful workload does first.',
  source: 'cinder-csi; P6 of the baseline: claim → Bound → pod writes',
  inapplicable: [NO_CLASS],
  faults: ['storage.claim-pending'],
  run: async (context) => void (await bindClaim(context)),
})

const bindClaim = async (context: CheckContext): Promise<Bound> => {
  const { workload, cloud, interval, observer, signal } = context
  context.memory.set(TRIED, true)
  const { namespace } = await context.echo()
  await workload.apply(claim({ namespace, name: NAME }), signal)
  await startPod(context)
  const claimed = await promised(
    'the claim Bound',
    workload.waitFor(
      { ...CLAIM, name: NAME, namespace },
      {
        goal: `claim ${NAME} Bound`,
        interval: interval('storage/bound'),
        signal,
        observer,
        describe: (found) => found?.status?.phase ?? 'not there',
        until: (found) => found?.status?.phase === 'Bound',
      },
    ),
  )
  const pod = await podReady(context)
  const volume = await workload.get({ ...VOLUME, name: claimed!.spec.volumeName }, signal)
  const volumeId = String(volume?.spec.csi?.volumeHandle)
  const { status, metadata } = await cloud.blockStorage.volumes.get(volumeId, { signal })
  ensure(status === 'in-use', `volume ${volumeId} in-use`, status)
  ensure(
    metadata?.['cinder.csi.openstack.org/cluster'] === context.cluster.name,
    'the volume marked with the cluster’s name',
    JSON.stringify(metadata),
  )
  const bound: Bound = { volumeId, node: pod.spec.nodeName }
  context.memory.set(MEMORY, bound)
  return bound
}

/** What was written is there on another node. */
export const dataSurvives = defineCheck({
  id: 'storage.data-survives',
  area: 'storage',
  title: 'What a pod wrote to its claim is there when the pod runs on another node',
  why: 'That is what a volume is for: pods move.',
  source: 'P6 of the baseline: re-schedule to another node → data still there',
  inapplicable: [NO_CLASS],
  faults: ['storage.data-lost'],
  run: async (context) => {
    const { node } = await boundOf(context)
    const written = await file(context, 'POST', TEXT)
    ensure(written.status < 300, 'the file to be written', `${written.status}: ${written.text.slice(0, 200)}`)
    await removePod(context)
    await startPod(context, node)
    const pod = await podReady(context)
    const read = await file(context, 'GET')
    ensure(
      read.text === TEXT,
      `the text that was written on ${node}`,
      `${read.status} ${JSON.stringify(read.text.slice(0, 80))} on ${pod.spec.nodeName}`,
    )
  },
})

/** With the claim goes the volume. */
export const volumeDeleted = defineCheck({
  id: 'storage.volume-deleted',
  area: 'storage',
  title: 'The Cinder volume is gone when its claim is deleted',
  why: 'A volume that stays is paid for, and nobody sees it from the cluster.',
  source: 'reclaim policy Delete of the default class; SCS minutes 2025-03-07 (volumes remained)',
  inapplicable: [NO_CLASS],
  faults: ['storage.volume-stays'],
  run: async (context) => {
    const { workload, cloud, clock, interval, observer, signal } = context
    const { volumeId } = await boundOf(context)
    const { namespace } = await context.echo()
    await removePod(context)
    await workload.delete({ ...CLAIM, name: NAME, namespace }, {}, signal)
    await promised(
      `volume ${volumeId} deleted with its claim`,
      poll({
        goal: `volume ${volumeId} gone`,
        interval: interval('storage/gone'),
        clock,
        signal,
        observer,
        observe: () =>
          cloud.blockStorage.volumes.get(volumeId, { signal }).then(({ status }) => String(status), goneOrThrow),
        describe: (status) => status,
        until: (status) => status === 'gone',
      }),
    )
  },
})

const goneOrThrow = (error: unknown): string => {
  if (isOpenStackError(error, 404)) return 'gone'
  throw error
}

// Made now where the check that binds it was not chosen, or has passed before this run was resumed.
const boundOf = async (context: CheckContext): Promise<Bound> => {
  const known = context.memory.get(MEMORY) as Bound | undefined
  if (known !== undefined) return known
  if (context.memory.get(TRIED) === true) return blockedBy(`no claim was bound (${claimBound.id})`)
  return bindClaim(context)
}

const startPod = async (context: CheckContext, notOn?: string) => {
  const { namespace, nonce } = await context.echo()
  const image = await echoImage(context, namespace)
  const pod = claimPod({ namespace, name: NAME, claim: NAME, image, nonce, ...(notOn !== undefined && { notOn }) })
  await context.workload.apply(pod, context.signal)
}

// The image that the echo pods run with is the one that is known to be there.
const echoImage = async ({ workload, signal }: CheckContext, namespace: string): Promise<string> =>
  (await workload.list(POD, { namespace }, signal))[0]!.spec.containers[0].image

const podReady = async (context: CheckContext) => {
  const { workload, interval, observer, signal } = context
  const { namespace } = await context.echo()
  const pod = await promised(
    'the pod on the claim Ready',
    workload.waitFor(
      { ...POD, name: NAME, namespace },
      {
        goal: `pod ${NAME} Ready`,
        interval: interval('storage/pod'),
        signal,
        observer,
        describe: (found) => found?.status?.phase ?? 'not there',
        until: (found) => found !== undefined && condition(found, 'Ready')?.status === 'True',
      },
    ),
  )
  return pod!
}

const removePod = async (context: CheckContext) => {
  const { workload, interval, observer, signal } = context
  const { namespace } = await context.echo()
  const ref = { ...POD, name: NAME, namespace }
  await workload.delete(ref, {}, signal)
  await workload.waitFor(ref, {
    goal: `pod ${NAME} gone`,
    interval: interval('storage/pod'),
    signal,
    observer,
    describe: (found) => (found === undefined ? 'gone' : 'ending'),
    until: (found) => found === undefined,
  })
}

const file = async (context: CheckContext, method: 'GET' | 'POST', body?: string) => {
  const { namespace, ports } = await context.echo()
  const path = podProxyPath({ namespace, name: NAME, port: ports[0]! }, '/file?path=proof')
  return context.workload.raw(path, { method, signal: context.signal, ...(body !== undefined && { body }) })
}
