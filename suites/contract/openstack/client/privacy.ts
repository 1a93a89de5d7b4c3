import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { errorRecord } from '../../../../lib/core/errors.ts'
import { createRedactor } from '../../../../lib/core/redact.ts'
import type { ExchangeTrace } from '../../../../lib/openstack/http/trace.ts'
import { openThrough } from '../through.ts'

const REQUEST_ID = /^req-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Cases about what is told to others. */
export const PRIVACY: readonly ContractCase[] = [
  {
    id: 'client-106',
    title: 'Neither traces nor errors hold a token, a password, a secret, user data or a private key',
    run: async (context) => {
      const canary = { userData: `canary-user-data-${crypto.randomUUID()}`, key: `canary-key-${crypto.randomUUID()}` }
      const traces: ExchangeTrace[] = []
      const recorded: unknown[] = []
      const recorder = {
        intent: (intent: object) => String(recorded.push(intent)),
        created: (...told: unknown[]) => void recorded.push(told),
        failed: (...told: unknown[]) => void recorded.push(told),
      }
      const { cloud, proxy } = await openThrough(context, {
        options: { redactor: createRedactor(), recorder, onExchange: (trace) => void traces.push(trace) },
      })
      const errors: unknown[] = []
      const attempt = (call: Promise<unknown>) => call.catch((error) => void errors.push(errorRecord(error)))
      // A service that repeats the whole request in its refusal, as many do.
      const repeating = (path: RegExp, status: number, secret: string) => {
        const change = () => {
          const token = String(proxy.seen.at(-1)?.headers['x-auth-token'])
          const text = JSON.stringify({ badRequest: { code: status, message: `no: ${secret} of ${token}` } })
          return { status, text }
        }
        proxy.rule({ method: 'POST', path, fault: { kind: 'rewrite', change } })
      }
      repeating(/\/servers$/, 400, canary.userData)
      repeating(/\/os-keypairs$/, 409, canary.key)
      await attempt(
        cloud.compute.servers.create({ name: context.name(), user_data: canary.userData, networks: 'none' }),
      )
      await attempt(cloud.compute.keypairs.create({ name: context.name(), private_key: canary.key, public_key: 'x' }))
      await attempt(cloud.network.networks.get('00000000-0000-4000-8000-000000000000'))
      const token = String(proxy.asked('POST', /\/servers$/)[0]!.headers['x-auth-token'])
      const auth = context.entry.config.auth as Record<string, string>
      const secrets = [token, auth.password, auth.application_credential_secret, ...Object.values(canary)]
      const told = JSON.stringify({ traces, recorded, errors })
      expect(errors).toHaveLength(3)
      expect(traces.length).toBeGreaterThan(3)
      const leaked = secrets.filter((one) => one !== undefined && told.includes(one))
      expect(leaked, told).toEqual([])
    },
  },
  {
    id: 'client-107',
    title: 'Every request carries an id of ours, and every error the one that the service gave',
    run: async (context) => {
      const { cloud, proxy } = await openThrough(context)
      const missing = '00000000-0000-4000-8000-000000000000'
      const services = [
        ['network', cloud.network.networks],
        ['compute', cloud.compute.servers],
        ...(cloud.available().includes('image') ? ([['image', cloud.image.images]] as const) : []),
        ...(cloud.available().includes('block-storage')
          ? ([['block-storage', cloud.blockStorage.volumes]] as const)
          : []),
        ...(cloud.available().includes('load-balancer')
          ? ([['load-balancer', cloud.loadBalancer.loadBalancers]] as const)
          : []),
      ] as const
      for (const [service, collection] of services) {
        const error = await collection.get(missing).catch((failure: { details: Record<string, unknown> }) => failure)
        expect([service, error.details.status]).toEqual([service, 404])
        expect(error.details.requestId).toMatch(REQUEST_ID)
        expect(proxy.seen.at(-1)!.headers['x-openstack-request-id']).toBe(error.details.globalRequestId)
      }
      const sent = proxy.seen.map(({ headers }) => String(headers['x-openstack-request-id']))
      for (const id of sent) expect(id).toMatch(REQUEST_ID)
      expect(new Set(sent).size).toBe(sent.length)
    },
  },
]
