import { expect } from 'vitest'
import type { ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { OpenStack, Query, RawAnswer, RawCall, Resource } from '../../../../lib/openstack/types.ts'

type Extra = Pick<RawCall, 'query' | 'headers'>

/** Neutron as a case speaks to it: everything that is made is taken back. */
export interface Neutron {
  ask(method: RawCall['method'], path: string, body?: unknown, extra?: Extra): Promise<RawAnswer>
  /** Of a list, only what passes the query. */
  list(path: string, query: Query): Promise<Resource[]>
  show(path: string): Promise<Resource>
  /** Makes one and gives the answer; expects 201. */
  create(path: string, body: Record<string, unknown>): Promise<RawAnswer>
  /** Makes one; expects 201. */
  make(path: string, body?: Record<string, unknown>): Promise<Resource>
  /** A network with one subnet. */
  network(cidr?: string): Promise<{ network: Resource; subnet: Resource }>
  /** A router with an interface in a subnet. */
  routerOn(subnet: Resource, more?: Record<string, unknown>): Promise<Resource>
}

/** An id that nobody has. */
export const NO_ID = '00000000-0000-4000-8000-000000000000'

/** Speaks to Neutron, as the tenant unless another session is given. */
export const neutronOf = (context: ContractContext, cloud: OpenStack = context.cloud): Neutron => {
  const { signal } = context
  const ask: Neutron['ask'] = (method, path, body, extra) =>
    cloud.request({ service: 'network', method, path, signal, ...(body !== undefined && { body }), ...extra })
  const create: Neutron['create'] = async (path, body) => {
    const answer = await ask('POST', path, { [memberOf(path)]: body })
    expect(answer.status, answer.text).toBe(201)
    const { id } = answer.body[memberOf(path)]
    context.undo(() => removed(cloud, `${path}/${id}`))
    return answer
  }
  const make: Neutron['make'] = async (path, body = {}) => {
    const named = UNNAMED.includes(path) ? {} : { name: context.name() }
    return (await create(path, { ...named, ...body })).body[memberOf(path)]
  }
  return {
    ask,
    create,
    make,
    list: async (path, query) => {
      const answer = await ask('GET', path, undefined, { query })
      expect(answer.status, answer.text).toBe(200)
      return answer.body[pluralOf(path)]
    },
    show: async (path) => {
      const answer = await ask('GET', path)
      expect(answer.status, answer.text).toBe(200)
      return answer.body[memberOf(path.slice(0, path.lastIndexOf('/')))]
    },
    network: async (cidr = '10.77.1.0/24') => {
      const network = await make('/networks')
      const subnet = await make('/subnets', { network_id: network.id, ip_version: 4, cidr })
      return { network, subnet }
    },
    routerOn: async (subnet, more) => {
      const router = await make('/routers', more)
      const answer = await ask('PUT', `/routers/${router.id}/add_router_interface`, { subnet_id: subnet.id })
      expect(answer.status, answer.text).toBe(200)
      context.undo(() => ask('PUT', `/routers/${router.id}/remove_router_interface`, { subnet_id: subnet.id }))
      return router
    },
  }
}

/** Expects an error of Neutron's: status, type for machines, message for people. */
export const expectNeutronError = (
  answer: RawAnswer,
  status: number,
  type: string,
  message?: string | RegExp,
): void => {
  expect({ status: answer.status, type: answer.body?.NeutronError?.type }, answer.text).toEqual({ status, type })
  if (typeof message === 'string') expect(answer.body.NeutronError.message).toBe(message)
  else if (message !== undefined) expect(answer.body.NeutronError.message).toMatch(message)
  expect(answer.body.NeutronError.detail).toBe('')
}

/** What a case has left is a mistake of the case or of the cloud: both are told. */
const removed = async (cloud: OpenStack, path: string): Promise<void> => {
  const answer = await cloud.request({ service: 'network', method: 'DELETE', path })
  if (![204, 404].includes(answer.status)) throw new Error(`expected DELETE ${path} to work, got ${answer.text}`)
}

const UNNAMED = ['/floatingips', '/security-group-rules', '/rbac-policies']

/** `/qos/policies` has `policies`. */
const pluralOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replaceAll('-', '_')

const memberOf = (path: string): string => pluralOf(path).replace(/ies$/, 'y').replace(/s$/, '')
