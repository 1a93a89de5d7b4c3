import { expect } from 'vitest'
import type { KubernetesCase } from '../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure, MERGE, make } from './answers.ts'
import { core } from './paths.ts'

const service = (name: string, spec: object = {}) => ({
  metadata: { name },
  spec: { selector: { app: name }, ports: [{ name: 'http', port: 80 }], ...spec },
})

/** Services, as far as the API server itself makes them. */
export const SERVICES: readonly KubernetesCase[] = [
  {
    id: 'services-01',
    title: 'A Service gets an address of its own, which cannot be changed',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const made = await api.ask('POST', core(namespace, 'services'), service('one'))
      expect(made.body.spec).toMatchObject({
        type: 'ClusterIP',
        clusterIP: expect.stringMatching(/^[\d.:a-f]+$/),
        sessionAffinity: 'None',
      })
      golden('made', made)
      const other = await api.ask(
        'PATCH',
        core(namespace, 'services', 'one'),
        { spec: { clusterIP: '10.255.255.254', clusterIPs: ['10.255.255.254'] } },
        MERGE,
      )
      expectFailure(other, 422, 'Invalid')
      golden('other address', other)
      const headless = await make(context, core(namespace, 'services'), service('two', { clusterIP: 'None' }))
      expect(headless.spec.clusterIPs).toEqual(['None'])
    },
  },
  {
    id: 'services-02',
    title: 'A port of the nodes is given from its range and taken once',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const post = (name: string, spec: object) =>
        api.ask('POST', core(namespace, 'services'), service(name, { type: 'NodePort', ...spec }))
      const made = await post('one', {})
      const [{ nodePort }] = made.body.spec.ports
      expect(nodePort).toBeGreaterThanOrEqual(30000)
      expect(nodePort).toBeLessThanOrEqual(32767)
      golden('made', made)
      const outside = await post('two', { ports: [{ port: 80, nodePort: 80 }] })
      expectFailure(outside, 422, 'Invalid')
      golden('outside', outside)
      const taken = await post('three', { ports: [{ port: 80, nodePort }] })
      expectFailure(taken, 422, 'Invalid', /provided port is already allocated/)
      const internal = await api.ask(
        'PATCH',
        core(namespace, 'services', 'one'),
        { spec: { type: 'ClusterIP' } },
        MERGE,
      )
      expect(internal.body.spec.ports[0].nodePort).toBeUndefined()
    },
  },
  {
    id: 'services-03',
    title: 'A Service that is wrong is refused with its causes',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const post = (spec: object) => api.ask('POST', core(namespace, 'services'), service('one', spec))
      golden('no ports', await post({ ports: [] }))
      golden('port', await post({ ports: [{ port: 70000 }] }))
      golden(
        'same name',
        await post({
          ports: [
            { name: 'a', port: 80 },
            { name: 'a', port: 81 },
          ],
        }),
      )
      golden('names missing', await post({ ports: [{ port: 80 }, { port: 81 }] }))
      golden('type', await post({ type: 'Bogus' }))
      golden('protocol', await post({ ports: [{ port: 80, protocol: 'ICMP' }] }))
      golden('traffic policy', await post({ externalTrafficPolicy: 'Local' }))
      golden('external name', await post({ type: 'ExternalName', ports: undefined }))
    },
  },
  {
    id: 'services-04',
    title: 'A proxy to a Service without endpoints is a 503, to one that is not there a 404',
    run: async (context) => {
      const { api, golden, eventually } = context
      const namespace = await context.namespace()
      await make(context, core(namespace, 'services'), service('one'))
      // The proxy sees Services a moment after they are made.
      const empty = await eventually('the proxy to see it', async () => {
        const answer = await api.ask('GET', core(namespace, 'services', 'one:80/proxy/'))
        return answer.status !== 404 && answer
      })
      expectFailure(empty, 503, 'ServiceUnavailable')
      golden('no endpoints', empty)
      golden('unknown port', await api.ask('GET', core(namespace, 'services', 'one:81/proxy/')))
      golden('missing', await api.ask('GET', core(namespace, 'services', 'none:80/proxy/')))
      golden('bad reference', await api.ask('GET', core(namespace, 'services', 'a:b:c:d/proxy/')))
    },
  },
]
