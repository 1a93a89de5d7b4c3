import { expect } from 'vitest'
import type { ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import { poll } from '../../../../lib/core/poll.ts'
import type { OpenStack, Query, RawAnswer, RawCall } from '../../../../lib/openstack/types.ts'

/** A request to Cinder. */
export const cinder = (
  cloud: OpenStack,
  method: RawCall['method'],
  path: string,
  rest: Omit<RawCall, 'service' | 'method' | 'path'> = {},
): Promise<RawAnswer> => cloud.request({ service: 'block-storage', method, path, ...rest })

/** A request for a volume of one GiB; removed with its snapshots after the case. */
export const createVolume = async (
  context: ContractContext,
  body: Record<string, unknown> = {},
  cloud: OpenStack = context.cloud,
): Promise<RawAnswer> => {
  const answer = await cinder(cloud, 'POST', '/volumes', {
    body: { volume: { size: 1, name: context.name(), ...body } },
  })
  const id = answer.body?.volume?.id
  if (answer.status === 202) context.undo(() => removeVolume(context, id, cloud))
  return answer
}

/** The id of a volume that is available. */
export const availableVolume = async (
  context: ContractContext,
  body: Record<string, unknown> = {},
  cloud: OpenStack = context.cloud,
): Promise<string> => {
  const { status, body: created } = await createVolume(context, body, cloud)
  expect(status).toBe(202)
  await untilVolume(context, created.volume.id, 'available', cloud)
  return created.volume.id
}

/** A snapshot that is available; it goes with its volume. */
export const availableSnapshot = async (context: ContractContext, volumeId: string): Promise<RawAnswer> => {
  const { cloud, name } = context
  const body = { snapshot: { volume_id: volumeId, name: name('snapshot'), metadata: { contract: 'yes' } } }
  const answer = await cinder(cloud, 'POST', '/snapshots', { body })
  expect(answer.status).toBe(202)
  await until(context, `/snapshots/${answer.body.snapshot.id}`, 'snapshot', 'available', cloud)
  return answer
}

/** Waits for a status; `gone` is a 404. */
export const untilVolume = (context: ContractContext, id: string, status: string, cloud = context.cloud) =>
  until(context, `/volumes/${id}`, 'volume', status, cloud)

/** Waits for a status of what is at a path; `gone` is a 404. */
export const until = (
  { clock, signal, interval }: Pick<ContractContext, 'clock' | 'interval'> & { signal?: AbortSignal },
  path: string,
  kind: 'volume' | 'snapshot' | 'backup',
  status: string,
  cloud: OpenStack,
): Promise<RawAnswer> =>
  poll({
    goal: `${kind} ${status}`,
    interval: interval('volume'),
    clock,
    ...(signal !== undefined && { signal }),
    observe: () => cinder(cloud, 'GET', path),
    describe: (answer) => (answer.status === 404 ? 'gone' : String(answer.body?.[kind]?.status)),
    until: (answer) => (answer.status === 404 ? 'gone' : answer.body?.[kind]?.status) === status,
    unless: (answer) => (/^error/.test(answer.body?.[kind]?.status) ? answer.body[kind].status : undefined),
  })

/** Deletes a volume with its snapshots, once it may be. */
export const removeVolume = (context: ContractContext, id: string, cloud: OpenStack = context.cloud) =>
  remove(context, `/volumes/${id}`, 'volume', cloud, { cascade: true })

/** What is on its way can't be deleted yet. */
export const remove = async (
  { clock, interval }: ContractContext,
  path: string,
  kind: 'volume' | 'backup',
  cloud: OpenStack,
  query: Query = {},
) => {
  await poll({
    goal: `${kind} removed`,
    interval: interval('volume'),
    clock,
    observe: async () => (await cinder(cloud, 'DELETE', path, { query })).status,
    describe: String,
    until: (status) => status === 202 || status === 404,
  })
  await until({ clock, interval }, path, kind, 'gone', cloud)
}
