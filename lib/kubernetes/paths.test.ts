import { expect, test } from 'vitest'
import { collectionPath, groupPath, objectPath, withQuery } from './paths.ts'
import { podProxyPath, serviceProxyPath } from './proxy.ts'

const deployments = { base: '/apis/apps/v1', plural: 'deployments', namespaced: true }
const nodes = { base: '/api/v1', plural: 'nodes', namespaced: false }

test('Core and named groups have their own roots', () => {
  expect(groupPath('v1')).toBe('/api/v1')
  expect(groupPath('apps/v1')).toBe('/apis/apps/v1')
})

test('Namespaced objects without a namespace are those of default', () => {
  expect(objectPath(deployments, { name: 'web' })).toBe('/apis/apps/v1/namespaces/default/deployments/web')
  expect(collectionPath(deployments)).toBe('/apis/apps/v1/deployments')
})

test('A namespace is ignored for cluster-scoped objects', () => {
  expect(objectPath(nodes, { name: 'n1', namespace: 'demo' })).toBe('/api/v1/nodes/n1')
})

test('Queries leave out what is not given', () => {
  expect(withQuery('/a', { limit: 5, labelSelector: 'a=b', continue: undefined })).toBe(
    '/a?limit=5&labelSelector=a%3Db',
  )
  expect(withQuery('/a', {})).toBe('/a')
})

test('Proxy paths name pod or Service, port and rest', () => {
  const target = { namespace: 'demo', name: 'echo-x1', port: 8080 }
  expect(podProxyPath(target, '/dial?host=a')).toBe('/api/v1/namespaces/demo/pods/echo-x1:8080/proxy/dial?host=a')
  expect(serviceProxyPath({ ...target, port: 'http' })).toBe('/api/v1/namespaces/demo/services/echo-x1:http/proxy/')
})
