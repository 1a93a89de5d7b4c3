import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveCloud } from '../../../../fixtures/rehearsal/openstack/serve.ts'
import { makeCloud } from '../../../../fixtures/rehearsal/openstack/testing/world.ts'
import { acceleratedClock, type Clock } from '../../../core/clock.ts'
import { connectOpenStack } from '../../connect.ts'
import type { OpenStack } from '../../types.ts'
import type { StateWait } from '../../wait-for.ts'

export interface Rehearsed {
  session: OpenStack
  clock: Clock
  /** Long enough for anything in the rehearsal. */
  wait: StateWait
  /** The next request of this method to a path that ends so is carried out, and its answer thrown away. */
  lose(method: string, path: string): void
  close(): Promise<void>
}

const NO_FAULTS = { active: () => false, plant: () => {}, lift: () => {}, list: () => [] }
const SERVICES = { network: '/networking/v2.0', compute: '/compute/v2.1', image: '/image/v2' }

/** A session with the rehearsal's OpenStack, by way of a proxy that can lose answers. */
export const startRehearsed = async (): Promise<Rehearsed> => {
  const clock = acceleratedClock({ epochMs: Date.now(), wallMs: Date.now(), scale: 200 })
  const cloud = makeCloud(clock, NO_FAULTS, {})
  const served = await serveCloud(cloud, { host: '127.0.0.1' })
  const lost = new Set<string>()
  const proxy = await startProxy(served.url, lost)
  const at = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const overrides = Object.entries(SERVICES).map(([name, path]) => [`${name}_endpoint_override`, `${at}${path}`])
  const session = await connectOpenStack({
    clock,
    cloud: {
      name: 'demo',
      file: 'clouds.yaml',
      config: { auth: { auth_url: `${served.url}/identity/v3`, ...ADA }, ...Object.fromEntries(overrides) },
      places: {},
    } as never,
  })
  return {
    session,
    clock,
    wait: { clock, interval: { timeoutMs: 3_600_000, everyMs: 15_000, warnAfterMs: 3_600_000 } },
    lose: (method, path) => lost.add(`${method} ${path}`),
    close: async () => {
      await session.close()
      proxy.closeAllConnections()
      proxy.close()
      await served.close()
      cloud.close()
    },
  }
}

const ADA = {
  username: 'ada',
  password: 'lovelace',
  user_domain_name: 'Default',
  project_name: 'kaas',
  project_domain_name: 'Default',
}

const startProxy = async (target: string, lost: Set<string>): Promise<Server> => {
  const proxy = createServer(async (request, response) => {
    const body = request.method === 'GET' ? undefined : Buffer.concat(await Array.fromAsync(request))
    const { host: _host, connection: _connection, 'transfer-encoding': _coding, ...headers } = request.headers
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method!,
      headers: headers as Record<string, string>,
      ...(body?.length && { body }),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const route = [...lost].find(
      (one) => `${request.method} ${request.url}`.endsWith(one.split(' ')[1]!) && one.startsWith(`${request.method} `),
    )
    if (route !== undefined) {
      lost.delete(route)
      return void response.destroy()
    }
    response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), connection: 'keep-alive' }).end(bytes)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', () => resolve()))
  return proxy
}
