import { expect } from 'vitest'
import type { KubernetesCase } from '../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure, make } from './answers.ts'
import { configMap, deployment } from './objects.ts'
import { configMaps, core, deployments } from './paths.ts'

/** The words in which an API server refuses. */
export const ERRORS: readonly KubernetesCase[] = [
  {
    id: 'errors-01',
    title: 'What is not there is a Status 404 with name, group and kind of the resource',
    needs: ['crds'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const { path } = await context.widgets()
      const missing = await api.ask('GET', deployments(namespace, 'none'))
      expectFailure(missing, 404, 'NotFound', 'deployments.apps "none" not found')
      expect(missing.body.details).toEqual({ name: 'none', group: 'apps', kind: 'deployments' })
      golden('deployment', missing)
      golden('config map', await api.ask('GET', configMaps(namespace, 'none')))
      golden('widget', await api.ask('GET', path(namespace, 'none')))
      golden('namespace', await api.ask('GET', '/api/v1/namespaces/contract-none'))
      golden('delete', await api.ask('DELETE', deployments(namespace, 'none')))
    },
  },
  {
    id: 'errors-02',
    title: 'A body that is no object, or none of this type, is a 400',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const post = (body: unknown, type = 'application/json') => api.ask('POST', configMaps(namespace), body, { type })
      const half = await post('{"metadata":')
      expectFailure(half, 400, 'BadRequest')
      golden('half', half)
      golden('other kind', await post({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'one' } }))
      golden('other group', await post({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'one' } }))
      golden('unknown kind', await post({ apiVersion: 'v1', kind: 'Bogus', metadata: { name: 'one' } }))
      golden('unknown version', await post({ apiVersion: 'v7', kind: 'ConfigMap', metadata: { name: 'one' } }))
      golden('a list', await post('[]'))
      golden('text', await post('"text"'))
      golden('wrong type', await post({ metadata: { name: 'one' }, data: { a: 1 } }))
      golden('wrong type of a field', await post({ metadata: { name: 'one', labels: 'none' } }))
      golden('empty', await post(''))
    },
  },
  {
    id: 'errors-03',
    title: 'Content types that are not known are a 415, ones that cannot be given a 406',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const text = await api.ask('POST', configMaps(namespace), configMap('one'), { type: 'text/plain' })
      expectFailure(text, 415, 'UnsupportedMediaType')
      golden('text', text)
      const xml = await api.ask('GET', configMaps(namespace), undefined, { headers: { accept: 'application/xml' } })
      expectFailure(xml, 406, 'NotAcceptable')
      golden('XML', xml)
      const yaml = await api.ask('GET', configMaps(namespace, 'kube-root-ca.crt'), undefined, {
        headers: { accept: 'application/yaml' },
      })
      expect(yaml.headers['content-type']).toBe('application/yaml')
      const written = await api.ask('POST', configMaps(namespace), 'metadata: {name: two}\ndata: {a: b}\n', {
        type: 'application/yaml',
      })
      expect([written.status, written.body?.data]).toEqual([201, { a: 'b' }])
    },
  },
  {
    id: 'errors-04',
    title: 'A body that is too large is a 413, and an object that is too large for the store refused',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const limits = await api.ask('POST', configMaps(namespace), configMap('one', { a: 'x'.repeat(1_200_000) }))
      expectFailure(limits, 422, 'Invalid')
      golden('data', limits)
      const huge = await api.ask('POST', configMaps(namespace), configMap('one', { a: 'x'.repeat(3_300_000) }))
      expectFailure(huge, 413, 'RequestEntityTooLarge')
      golden('body', huge)
    },
  },
  {
    id: 'errors-05',
    title: 'Every wrong field of an object has a cause of its own',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const post = (object: object) => api.ask('POST', deployments(namespace), object)
      const many = await post(deployment('one', { image: '', ports: [{ containerPort: 0 }] }, { replicas: -1 }))
      expectFailure(many, 422, 'Invalid')
      expect(many.body.details.causes.length).toBeGreaterThan(1)
      golden('many', many)
      golden('selector', await post(deployment('one', {}, { selector: { matchLabels: { app: 'other' } } })))
      golden('empty', await post({ metadata: { name: 'one' } }))
      golden(
        'no containers',
        await post(deployment('one', {}, { template: { metadata: { labels: { app: 'one' } }, spec: {} } })),
      )
      golden('wrong enum', await post(deployment('one', { imagePullPolicy: 'Sometimes' })))
      golden('quantity', await post(deployment('one', { resources: { requests: { cpu: 'much' } } })))
      golden(
        'request over limit',
        await post(deployment('one', { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } })),
      )
    },
  },
  {
    id: 'errors-06',
    title: 'What cannot be changed any more is named',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const type = 'application/merge-patch+json'
      await make(context, deployments(namespace), deployment('one'))
      const selector = { selector: { matchLabels: { app: 'two' } }, template: { metadata: { labels: { app: 'two' } } } }
      const refused = await api.ask('PATCH', deployments(namespace, 'one'), { spec: selector }, { type })
      expectFailure(refused, 422, 'Invalid', /field is immutable/)
      golden('selector', refused)
      await make(context, core(namespace, 'secrets'), { metadata: { name: 'one' }, type: 'Opaque' })
      golden('secret type', await api.ask('PATCH', core(namespace, 'secrets', 'one'), { type: 'other' }, { type }))
      golden('uid', await api.ask('PATCH', core(namespace, 'secrets', 'one'), { metadata: { uid: 'other' } }, { type }))
    },
  },
  {
    id: 'errors-07',
    title: 'Every answer has an id for the audit and the word of no cache',
    run: async ({ api }) => {
      const { headers } = await api.ask('GET', '/api/v1/namespaces/default')
      expect(headers).toMatchObject({
        'audit-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
        'cache-control': 'no-cache, private',
        'content-type': 'application/json',
      })
    },
  },
]
