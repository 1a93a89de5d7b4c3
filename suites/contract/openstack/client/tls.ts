import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import { makeTlsVariants } from '../../../../fixtures/fault-proxy/certificates.ts'
import type { OpenStack } from '../../../../lib/openstack/types.ts'
import { entryThrough, startProxy } from '../through.ts'

/** Cases about certificates. */
export const TLS: readonly ContractCase[] = [
  {
    id: 'client-105',
    title: 'Each way in which TLS can be wrong is an error of its own, found at once and with what to mend',
    run: async (context) => {
      const folder = await mkdtemp(join(tmpdir(), 'stackproof-tls-'))
      context.undo(() => rm(folder, { recursive: true, force: true }))
      const file = (name: string, text: string) => {
        writeFileSync(join(folder, name), text)
        return join(folder, name)
      }
      const { ca, good, wrongName, expired } = await makeTlsVariants()
      const cacert = file('ca.pem', ca)
      const served = {
        good: await serve(context, good),
        wrong: await serve(context, wrongName),
        old: await serve(context, expired),
      }
      await works(await served.good({ cacert }), context)
      await works(await served.good({ cacert: undefined, verify: false }), context)
      await works(await served.old({ cacert, verify: false }), context)
      const plain = await serve(context)
      const failures = [
        [() => served.good({ cacert: undefined }), 'E_TLS', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', /cacert/],
        [() => served.wrong({ cacert }), 'E_TLS', 'ERR_TLS_CERT_ALTNAME_INVALID', /name/],
        [() => served.old({ cacert }), 'E_TLS', 'CERT_HAS_EXPIRED', /expired/],
        [() => plain({ cacert }, 'https:'), 'E_TLS', /^(ERR_SSL|EPROTO)/, /http:/],
        [() => served.good({ cacert }, 'http:'), 'E_OPENSTACK', /./, /https:/],
        [() => served.good({ cacert: file('broken.pem', 'garbage') }), 'E_CONFIG', undefined, undefined],
        [() => served.good({ cacert: join(folder, 'missing.pem') }), 'E_CONFIG', undefined, undefined],
      ] as const
      for (const [opening, code, cause, hint] of failures) {
        const error = await opening()
          .then(() => undefined)
          .catch((failure) => failure)
        expect(error?.code, String(error?.message)).toBe(code)
        if (cause !== undefined) expect(error.details.code).toMatch(cause)
        if (hint !== undefined) expect(error.hint).toMatch(hint)
      }
    },
  },
]

/** Opens a session through a proxy with that certificate, with these keys of clouds.yaml. */
const serve = async (context: ContractContext, tls?: { certificate: string; key: string }) => {
  const proxy = await startProxy(context, tls === undefined ? {} : { tls })
  return (keys: Record<string, unknown>, scheme?: 'http:' | 'https:') => {
    const { config, auth, ...rest } = entryThrough(context, proxy)
    const url = scheme === undefined ? auth.auth_url : auth.auth_url.replace(/^https?:/, scheme)
    return context.open({ ...rest, auth: { ...auth, auth_url: url }, config: { ...config, ...keys } })
  }
}

const works = async (cloud: OpenStack, { name }: ContractContext) =>
  expect(await cloud.network.networks.list({ name: name() })).toEqual([])
