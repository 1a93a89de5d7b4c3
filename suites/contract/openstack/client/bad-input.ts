import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { type ErrorRecord, errorRecord } from '../../../../lib/core/errors.ts'
import type { OpenStack } from '../../../../lib/openstack/types.ts'
import { entryThrough, openThrough, startProxy } from '../through.ts'

const failureOf = async (
  opening: Promise<OpenStack>,
  then?: (cloud: OpenStack) => Promise<unknown>,
): Promise<ErrorRecord> => {
  const error = await opening
    .then((cloud) => then?.(cloud))
    .then(
      () => undefined,
      (failure) => failure,
    )
  expect(error).toBeInstanceOf(Error)
  return errorRecord(error)
}

const PAGE = '<!doctype html><html><head><title>Welcome to nginx!</title></head><body>hello</body></html>'
const list = (cloud: OpenStack) => cloud.network.networks.list()

/** Cases about what people write into clouds.yaml, and what stands in the way. */
export const BAD_INPUT: readonly ContractCase[] = [
  {
    id: 'client-115',
    title: 'A wrong password is an error of authentication with what to mend, and is not told',
    needs: ['password'],
    run: async (context) => {
      const { user, project } = context.password()
      const auth = { user_id: user.id, project_id: project.id, password: 'canary-wrong-password' }
      const error = await failureOf(context.open({ auth }))
      expect(error.code).toBe('E_AUTH')
      expect(error.hint).toBeDefined()
      expect(JSON.stringify(error)).not.toContain(auth.password)
      expect(JSON.stringify(error)).not.toMatch(/\bat .*\.ts:\d+/)
    },
  },
  {
    id: 'client-116',
    title: 'An application credential that is gone is an error of authentication, not a missing page',
    run: async (context) => {
      const auth = { application_credential_id: '0'.repeat(32), application_credential_secret: 'canary-secret' }
      const error = await failureOf(context.open({ auth, authType: 'v3applicationcredential' }))
      expect(error.code).toBe('E_AUTH')
      expect(JSON.stringify(error)).not.toContain('canary-secret')
    },
  },
  {
    id: 'client-117',
    title: 'A web page in place of Keystone or of a service says so',
    run: async (context) => {
      const page = { kind: 'answer', answer: { status: 200, body: PAGE } } as const
      const login = await failureOf(
        openThrough(context, { prepare: (proxy) => proxy.rule({ fault: page }) }).then(({ cloud }) => cloud),
      )
      expect(`${login.message} ${login.hint}`).toMatch(/web page/i)
      const { cloud, proxy } = await openThrough(context)
      proxy.rule({ path: /networks/, fault: page })
      const service = await failureOf(Promise.resolve(cloud), list)
      expect(service.message).toContain('Welcome to nginx!')
      expect(service.hint).toMatch(/endpoint_override|catalog/)
    },
  },
  {
    id: 'client-118',
    title: 'A proxy that cuts every connection is named, and an address where nobody listens',
    run: async (context) => {
      const config = { network_connect_retries: '1', network_connect_retry_delay: '0.1' }
      const { cloud, proxy } = await openThrough(context, { config })
      proxy.rule({ path: /networks/, fault: { kind: 'reset' } })
      const cut = await failureOf(Promise.resolve(cloud), list)
      expect(cut).toMatchObject({
        code: 'E_OPENSTACK',
        details: { code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) },
      })
      expect(cut.hint).toBeDefined()
      const gone = await startProxy(context)
      const entry = entryThrough(context, gone)
      await gone.close()
      const refused = await failureOf(context.open(entry))
      expect(refused).toMatchObject({ code: 'E_OPENSTACK', details: { code: 'ECONNREFUSED' } })
      expect(refused.hint).toMatch(/reachable/)
    },
  },
  {
    id: 'client-119',
    title: 'A redirect to another host is not followed with the token, and told',
    run: async (context) => {
      const elsewhere = await startProxy(context)
      const { cloud, proxy } = await openThrough(context)
      const location = `${elsewhere.through(context.roots.network!)}/v2.0/networks`
      const redirect = { kind: 'answer', answer: { status: 302, headers: { location }, body: '' } } as const
      proxy.rule({ path: /networks/, fault: redirect })
      const error = await failureOf(Promise.resolve(cloud), list)
      expect(`${error.message} ${error.hint}`).toMatch(/redirect/i)
      expect(elsewhere.seen).toEqual([])
    },
  },
]
