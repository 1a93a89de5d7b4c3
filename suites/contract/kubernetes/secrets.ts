import { expect } from 'vitest'
import type { KubernetesCase } from '../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure, get, MERGE, make } from './answers.ts'
import { configMap } from './objects.ts'
import { configMaps, core } from './paths.ts'

const BYTES = Buffer.from([0, 1, 2, 127, 128, 254, 255, 10, 13])

/** Secrets and data that is no text. */
export const SECRETS: readonly KubernetesCase[] = [
  {
    id: 'secrets-01',
    title: 'Text of a Secret is stored as data over what is there, and not shown as text again',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const data = { both: Buffer.from('data').toString('base64'), bytes: BYTES.toString('base64') }
      const made = await api.ask('POST', core(namespace, 'secrets'), {
        metadata: { name: 'one' },
        data,
        stringData: { both: 'text', 'clouds.yaml': 'clouds: {}\n' },
      })
      golden('made', made)
      expect(made.body.type).toBe('Opaque')
      expect(made.body.stringData).toBeUndefined()
      const read = await get(context, core(namespace, 'secrets', 'one'))
      expect(Buffer.from(read.data.both, 'base64').toString()).toBe('text')
      expect(Buffer.from(read.data.bytes, 'base64')).toEqual(BYTES)
      const added = await api.ask(
        'PATCH',
        core(namespace, 'secrets', 'one'),
        { stringData: { more: 'ä' }, data: { both: null } },
        MERGE,
      )
      expect(Object.keys(added.body.data).toSorted()).toEqual(['bytes', 'clouds.yaml', 'more'])
      expect(Buffer.from(added.body.data.more, 'base64').toString()).toBe('ä')
    },
  },
  {
    id: 'secrets-02',
    title: 'Data that is not base64, and keys that are no names, are refused',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const post = (object: object) =>
        api.ask('POST', core(namespace, 'secrets'), { metadata: { name: 'one' }, ...object })
      const bad = await post({ data: { a: 'not base64!' } })
      expectFailure(bad, 400, 'BadRequest')
      golden('not base64', bad)
      golden('key', await post({ stringData: { 'bad key': 'x', '..': 'y' } }))
      golden('too large', await post({ stringData: { a: 'x'.repeat(1_100_000) } }))
      golden('number', await post({ stringData: { a: 1 } }))
    },
  },
  {
    id: 'secrets-03',
    title: 'Types of Secrets want their keys',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const post = (type: string, stringData: object, metadata: object = {}) =>
        api.ask(
          'POST',
          core(namespace, 'secrets'),
          { metadata: { name: 'one', ...metadata }, type, stringData },
          { query: { dryRun: 'All' } },
        )
      const tls = await post('kubernetes.io/tls', { 'tls.crt': 'x' })
      expectFailure(tls, 422, 'Invalid')
      golden('tls', tls)
      golden('docker, no key', await post('kubernetes.io/dockerconfigjson', {}))
      golden('docker, no JSON', await post('kubernetes.io/dockerconfigjson', { '.dockerconfigjson': 'x' }))
      golden('basic auth', await post('kubernetes.io/basic-auth', {}))
      golden('ssh', await post('kubernetes.io/ssh-auth', {}))
      golden('service account', await post('kubernetes.io/service-account-token', {}))
      const fine = await post('kubernetes.io/tls', { 'tls.crt': '', 'tls.key': '' })
      expect([fine.status, fine.body.type]).toEqual([201, 'kubernetes.io/tls'])
      expect((await post('addons.cluster.x-k8s.io/resource-set', { a: 'b' })).status).toBe(201)
    },
  },
  {
    id: 'secrets-04',
    title: 'A ConfigMap holds bytes apart from text, and no key in both',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const binaryData = { bytes: BYTES.toString('base64') }
      const made = await make(context, configMaps(namespace), { ...configMap('one', { text: 'ä\n' }), binaryData })
      expect([made.data, made.binaryData]).toEqual([{ text: 'ä\n' }, binaryData])
      const post = (object: object) => api.ask('POST', configMaps(namespace), { metadata: { name: 'two' }, ...object })
      const both = await post({ data: { bytes: 'x' }, binaryData })
      expectFailure(both, 422, 'Invalid')
      golden('both', both)
      golden('key', await post({ data: { 'bad key': 'x' }, binaryData: { '/': 'eA==' } }))
      golden('not base64', await post({ binaryData: { a: '!' } }))
      golden(
        'too large',
        await post({ data: { a: 'x'.repeat(700_000) }, binaryData: { b: Buffer.alloc(500_000).toString('base64') } }),
      )
    },
  },
  {
    id: 'secrets-05',
    title: 'An immutable Secret stays as it is, and its type anyway',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await make(context, core(namespace, 'secrets'), {
        metadata: { name: 'one' },
        stringData: { a: '1' },
        immutable: true,
      })
      const patch = (body: object) => api.ask('PATCH', core(namespace, 'secrets', 'one'), body, MERGE)
      const refused = await patch({ stringData: { a: '2' } })
      expectFailure(refused, 422, 'Invalid')
      golden('data', refused)
      golden('mutable', await patch({ immutable: null }))
      golden('type', await patch({ type: 'other' }))
    },
  },
]
