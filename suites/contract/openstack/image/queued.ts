import { expect } from 'vitest'
import type { ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import { poll } from '../../../../lib/core/poll.ts'
import type { OpenStack, RawAnswer, RawCall } from '../../../../lib/openstack/types.ts'

/** The text of Glance's dialect of JSON patches. */
export const PATCH_TYPE = 'application/openstack-images-v2.1-json-patch'

/** A few bytes that are no image; Glance does not look. */
export const BYTES = 'not much of a disk'

/** A request to Glance. */
export const glance = (
  cloud: OpenStack,
  method: RawCall['method'],
  path: string,
  rest: Omit<RawCall, 'service' | 'method' | 'path'> = {},
): Promise<RawAnswer> => cloud.request({ service: 'image', method, path, ...rest })

/** An image that waits for its data; removed after the case. */
export const queuedImage = async (context: ContractContext, body: Record<string, unknown> = {}): Promise<RawAnswer> => {
  const { cloud, name, undo } = context
  const image = { name: name(), disk_format: 'raw', container_format: 'bare', ...body }
  const answer = await glance(cloud, 'POST', '/images', { body: image })
  if (answer.status === 201) undo(() => cloud.image.images.delete(answer.body.id))
  return answer
}

/** The id of a new image. */
export const queuedId = async (context: ContractContext, body: Record<string, unknown> = {}): Promise<string> => {
  const { status, body: image } = await queuedImage(context, body)
  expect(status).toBe(201)
  return image.id
}

/** Sends bytes as they are. */
export const putFile = (
  cloud: OpenStack,
  id: string,
  headers: Record<string, string> = { 'content-type': 'application/octet-stream' },
): Promise<RawAnswer> => glance(cloud, 'PUT', `/images/${id}/file`, { body: BYTES, headers })

/** The id of an image with data; a cloud may take a moment to store it. */
export const activeId = async (context: ContractContext, body: Record<string, unknown> = {}): Promise<string> => {
  const id = await queuedId(context, body)
  expect((await putFile(context.cloud, id)).status).toBe(204)
  await untilActive(context, id)
  return id
}

/** Changes an image. */
export const patch = (cloud: OpenStack, id: string, operations: readonly object[]): Promise<RawAnswer> =>
  glance(cloud, 'PATCH', `/images/${id}`, {
    body: JSON.stringify(operations),
    headers: { 'content-type': PATCH_TYPE },
  })

/** Waits for the data to be there. */
export const untilActive = (context: ContractContext, id: string) =>
  untilImage(context, id, 'active', ({ status }) => status === 'active')

/** Waits for what an image becomes. */
export const untilImage = async (
  { cloud, clock, signal, interval }: ContractContext,
  id: string,
  what: string,
  until: (image: Record<string, unknown>) => boolean,
): Promise<RawAnswer> =>
  poll({
    goal: `image ${what}`,
    interval: interval('image'),
    clock,
    signal,
    observe: () => glance(cloud, 'GET', `/images/${id}`),
    describe: ({ body }) => String(body?.status),
    until: ({ status, body }) => status === 200 && until(body),
    unless: ({ status }) => (status === 404 ? 'it is gone' : undefined),
  })
