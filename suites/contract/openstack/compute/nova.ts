import { expect } from 'vitest'
import type { ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import { poll } from '../../../../lib/core/poll.ts'
import type { OpenStack, RawAnswer, RawCall, Resource } from '../../../../lib/openstack/types.ts'

type Extra = Pick<RawCall, 'query' | 'microversion'>

/** Nova as a case speaks to it: every server is deleted and gone before anything that it used. */
export interface Nova {
  ask(method: RawCall['method'], path: string, body?: unknown, extra?: Extra): Promise<RawAnswer>
  /** Body of a small server without a network. */
  body(more?: object, hints?: object): { server: Record<string, unknown>; 'os:scheduler_hints'?: object }
  /** Asks for one; expects 202. */
  create(more?: object, hints?: object): Promise<RawAnswer>
  /** A server that is ACTIVE. */
  active(more?: object, hints?: object): Promise<Resource>
  show(id: string): Promise<Resource>
  until(id: string, status: string, holds?: (server: Resource) => boolean): Promise<Resource>
  /** Deletes it and waits until it is not found. */
  remove(id: string): Promise<void>
  /** Waits as long as for a server. */
  wait<T>(
    goal: string,
    observe: () => Promise<T>,
    rest: Pick<Parameters<typeof poll<T>>[0], 'describe' | 'until' | 'unless'>,
  ): Promise<T>
}

/** An id that nobody has. */
export const NO_ID = '00000000-0000-4000-8000-000000000000'

/** Speaks to Nova, as the tenant unless another session is given. */
export const novaOf = (context: ContractContext, cloud: OpenStack = context.cloud): Nova => {
  const { facts, signal } = context
  const ask: Nova['ask'] = (method, path, body, extra) =>
    cloud.request({ service: 'compute', method, path, ...(body !== undefined && { body }), ...extra })
  const body: Nova['body'] = (more, hints) => {
    const base = { name: context.name(), flavorRef: facts.flavor?.id, imageRef: facts.image?.id, networks: 'none' }
    // Whether a server has a drive for its configuration is else a matter of the cloud.
    const server = { ...base, config_drive: true, ...more }
    return { server, ...(hints !== undefined && { 'os:scheduler_hints': hints }) }
  }
  const show = async (id: string): Promise<Resource> => {
    const answer = await ask('GET', `/servers/${id}`)
    expect(answer.status, answer.text).toBe(200)
    return answer.body.server
  }
  const wait: Nova['wait'] = (goal, observe, rest) =>
    poll({ goal, interval: context.interval('server'), clock: context.clock, observe, ...rest })
  const remove = async (id: string) => {
    const answer = await ask('DELETE', `/servers/${id}`)
    expect([204, 404], answer.text).toContain(answer.status)
    await wait(`end of server ${id}`, () => ask('GET', `/servers/${id}`), {
      describe: (shown) => shown.body?.server?.['OS-EXT-STS:task_state'] ?? String(shown.status),
      until: ({ status }) => status === 404,
    })
  }
  const create: Nova['create'] = async (more, hints) => {
    const answer = await ask('POST', '/servers', body(more, hints))
    expect(answer.status, answer.text).toBe(202)
    context.undo(() => remove(answer.body.server.id))
    return answer
  }
  const until: Nova['until'] = (id, status, holds = () => true) =>
    wait(`${status} of server ${id}`, () => show(id), {
      describe: (server) => `${server.status} ${server['OS-EXT-STS:task_state'] ?? ''}`.trim(),
      until: (server) => server.status === status && holds(server),
      unless: (server) => (server.status === 'ERROR' && status !== 'ERROR' ? server.fault?.message : undefined),
    })
  return {
    ask,
    body,
    create,
    show,
    until: async (id, status, holds) => {
      signal.throwIfAborted()
      return until(id, status, holds)
    },
    remove,
    wait,
    active: async (more, hints) => until((await create(more, hints)).body.server.id, 'ACTIVE'),
  }
}

/** Expects an error of Nova's: status, key of the body, message. */
export const expectNovaError = (answer: RawAnswer, status: number, key: string, message?: string | RegExp): void => {
  expect({ status: answer.status, keys: Object.keys(answer.body ?? {}) }, answer.text).toEqual({ status, keys: [key] })
  expect(answer.body[key].code).toBe(status)
  if (typeof message === 'string') expect(answer.body[key].message).toBe(message)
  else if (message !== undefined) expect(answer.body[key].message).toMatch(message)
}
