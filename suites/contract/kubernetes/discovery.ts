import { expect } from 'vitest'
import type { KubernetesCase } from '../../../fixtures/contract/kubernetes/case.ts'
import { makeWidgets } from '../../../fixtures/contract/kubernetes/widgets.ts'
import { expectFailure } from './answers.ts'
import { DEFINITIONS } from './paths.ts'

interface Resource {
  name: string
}

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

/** What an API server tells of itself. */
export const DISCOVERY: readonly KubernetesCase[] = [
  {
    id: 'discovery-01',
    title: 'The version has numbers as text and a version with a v',
    run: async ({ api }) => {
      const { status, body } = await api.ask('GET', '/version')
      expect(status).toBe(200)
      expect(body).toMatchObject({
        major: /^\d+$/,
        minor: /^\d+/,
        gitVersion: /^v\d+\.\d+\.\d+/,
        platform: /^\w+\/\w+/,
      })
      expect(Object.keys(body)).toEqual(expect.arrayContaining(['gitCommit', 'gitTreeState', 'goVersion', 'compiler']))
    },
  },
  {
    id: 'discovery-02',
    title: 'Groups are listed with their versions and the preferred one',
    run: async ({ api, golden }) => {
      const { body } = await api.ask('GET', '/apis')
      expect(body).toMatchObject({ kind: 'APIGroupList', apiVersion: 'v1' })
      const find = (name: string) => body.groups.find((group: Resource) => group.name === name)
      for (const name of ['apps', 'rbac.authorization.k8s.io', 'apiextensions.k8s.io'])
        golden(name, { status: 200, body: find(name) })
      golden('one group', await api.ask('GET', '/apis/apps'))
      const versions = await api.ask('GET', '/api')
      expect(versions.body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] })
    },
  },
  {
    id: 'discovery-03',
    title: 'Resources are listed with kind, scope, verbs, short names and subresources',
    run: async ({ api, golden }) => {
      const { body } = await api.ask('GET', '/api/v1')
      expect(body).toMatchObject({ kind: 'APIResourceList', groupVersion: 'v1' })
      const wanted = [
        'configmaps',
        'namespaces',
        'namespaces/finalize',
        'namespaces/status',
        'secrets',
        'services',
        'services/proxy',
      ]
      const pods = [
        'pods',
        'pods/log',
        'pods/portforward',
        'pods/proxy',
        'pods/status',
        'pods/eviction',
        'pods/binding',
      ]
      for (const name of [...wanted, ...pods])
        golden(name, { status: 200, body: body.resources.find((resource: Resource) => resource.name === name) })
      const apps = await api.ask('GET', '/apis/apps/v1')
      for (const name of ['deployments', 'deployments/scale', 'deployments/status', 'statefulsets', 'daemonsets'])
        golden(`apps ${name}`, { status: 200, body: apps.body.resources.find((one: Resource) => one.name === name) })
    },
  },
  {
    id: 'discovery-04',
    title: 'One request with the right Accept header gives everything at once',
    run: async ({ api, golden }) => {
      const answer = await api.ask('GET', '/apis', undefined, { headers: { accept: `${AGGREGATED},application/json` } })
      expect(answer.headers['content-type']).toBe(AGGREGATED)
      expect(answer.body).toMatchObject({ kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2' })
      const apps = answer.body.items.find(({ metadata }: { metadata: Resource }) => metadata.name === 'apps')
      const resources: { resource: string }[] = apps.versions[0].resources
      golden('deployments', { status: 200, body: resources.find(({ resource }) => resource === 'deployments') })
      const core = await api.ask('GET', '/api', undefined, { headers: { accept: AGGREGATED } })
      const maps = core.body.items[0].versions[0].resources.find(
        (one: { resource: string }) => one.resource === 'configmaps',
      )
      golden('configmaps', { status: 200, body: maps })
    },
  },
  {
    id: 'discovery-05',
    title: 'An unknown group is plain text, an unknown resource of a known group a Status',
    needs: ['everything'],
    run: async ({ api, golden }) => {
      const group = await api.ask('GET', '/apis/contract.example.com/v1')
      expect([group.status, group.text]).toEqual([404, '404 page not found\n'])
      golden('unknown group', group)
      const resource = await api.ask('GET', '/apis/apps/v1/namespaces/default/bogus')
      expectFailure(resource, 404, 'NotFound', 'the server could not find the requested resource')
      golden('unknown resource', resource)
      golden('unknown core resource', await api.ask('GET', '/api/v1/bogus'))
      golden('unknown version', await api.ask('GET', '/apis/apps/v7/namespaces/default/deployments'))
      golden('unknown path', await api.ask('GET', '/bogus'))
      golden('unknown subresource', await api.ask('GET', '/api/v1/namespaces/default/bogus'))
    },
  },
  {
    id: 'discovery-06',
    title: 'A new type can be discovered when it is established, and no more when it is deleted',
    needs: ['crds'],
    run: async ({ api, name, undo, golden, eventually }) => {
      const widgets = await makeWidgets(api, name(), { shortNames: ['cwd'] })
      undo(widgets.remove)
      const listed = await eventually('the group to be listed', async () => {
        const answer = await api.ask('GET', `/apis/${widgets.apiVersion}`)
        return answer.status === 200 && answer
      })
      golden('resources', listed)
      golden('group', await api.ask('GET', `/apis/${widgets.group}`))
      await widgets.remove()
      await eventually('the group to be gone', async () => {
        const { body } = await api.ask('GET', '/apis')
        return body.groups.every((group: Resource) => group.name !== widgets.group)
      })
      const after = await eventually('the type to be gone', async () => {
        const answer = await api.ask('GET', widgets.path('default'))
        return answer.status === 404 && answer
      })
      expect(after.text).toBe('404 page not found\n')
      expect((await api.ask('GET', `${DEFINITIONS}/widgets.${widgets.group}`)).status).toBe(404)
    },
  },
  {
    id: 'discovery-07',
    title: 'OpenAPI v3 has a document for each group, found through an index, and types of one’s own are in it',
    needs: ['crds'],
    run: async ({ api, widgets, eventually }) => {
      const { apiVersion } = await widgets()
      const index = await eventually('the type to be in the index', async () => {
        const { body } = await api.ask('GET', '/openapi/v3')
        return body.paths[`apis/${apiVersion}`] !== undefined && body
      })
      const { serverRelativeURL } = index.paths[`apis/${apiVersion}`]
      expect(serverRelativeURL).toMatch(/^\/openapi\/v3\/apis\/.+\?hash=[0-9A-F]+$/)
      const { body } = await api.ask('GET', serverRelativeURL)
      const schemas: [string, { properties: { spec: { properties: object } } }][] = Object.entries(
        body.components.schemas,
      )
      const widget = schemas.find(([key]) => key.endsWith('.Widget'))![1]
      expect(widget.properties.spec.properties).toMatchObject({ size: { type: 'integer', maximum: 5 } })
      const apps = await api.ask('GET', index.paths['apis/apps/v1'].serverRelativeURL)
      const found = apps.body.components.schemas['io.k8s.api.apps.v1.Deployment']
      expect(found['x-kubernetes-group-version-kind']).toEqual([{ group: 'apps', kind: 'Deployment', version: 'v1' }])
    },
  },
  {
    id: 'discovery-08',
    title: 'Health is told as text, and in detail where that is asked for',
    run: async ({ api }) => {
      for (const path of ['/livez', '/readyz', '/healthz']) {
        const { status, text } = await api.ask('GET', path)
        expect([path, status, text]).toEqual([path, 200, 'ok'])
      }
      const { text } = await api.ask('GET', '/readyz', undefined, { query: { verbose: true } })
      expect(text).toMatch(/^\[\+\]ping ok\n/)
      expect(text).toContain('[+]etcd ok\n')
      expect(text).toMatch(/readyz check passed\n$/)
    },
  },
]
