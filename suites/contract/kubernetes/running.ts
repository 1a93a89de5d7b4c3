import type { KubernetesContext } from '../../../fixtures/contract/kubernetes/case.ts'
import { make } from './answers.ts'
import { configMap } from './objects.ts'
import { configMaps, core } from './paths.ts'

/** Answers every request with what it was. Listens on all addresses: `kubectl port-forward` comes in by the loopback one. */
const SERVER = `
const http = require('node:http')
const server = http.createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => { body += chunk })
  request.on('end', () => {
    const asked = /^\\/status\\/(\\d+)$/.exec(request.url)
    response.writeHead(asked ? Number(asked[1]) : 200, { 'content-type': 'application/json', 'x-server': 'contract' })
    response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }))
  })
})
server.listen(8080, () => console.log('listening'))
process.on('SIGTERM', () => process.exit(0))
`

const TALKER = `for (const word of ['one', 'two', 'three']) console.log(word)\nprocess.exit(0)\n`

/** A pod that runs a script of a ConfigMap. */
const scripted = (name: string, image: string, spec: object, container: object) => ({
  metadata: { name, labels: { app: name } },
  spec: {
    terminationGracePeriodSeconds: 5,
    volumes: [{ name: 'script', configMap: { name } }],
    containers: [
      {
        name: 'main',
        image,
        imagePullPolicy: 'IfNotPresent',
        command: ['node', '/script/main.js'],
        volumeMounts: [{ name: 'script', mountPath: '/script' }],
        ...container,
      },
    ],
    ...spec,
  },
})

/** A pod that answers HTTP on 8080, named `http`. */
export const serverPod = (image: string, spec: object = {}) =>
  scripted('server', image, spec, {
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 },
  })

/** Wall milliseconds for an image that has to be pulled. */
const START_MS = 120_000

/** Starts the server and waits until it is ready. Gives the pod. */
export const startServer = async (
  context: KubernetesContext,
  namespace: string,
  { exists = false, script = 'server' } = {},
) => {
  await make(context, configMaps(namespace), configMap(script, { 'main.js': SERVER }))
  if (!exists) await make(context, core(namespace, 'pods'), serverPod(context.image))
  return podThat(context, namespace, 'server', ({ conditions = [] }) =>
    conditions.some(({ type, status }) => type === 'Ready' && status === 'True'),
  )
}

/** Starts a pod that writes three lines and ends, and waits for its end. Gives the pod. */
export const startTalker = async (context: KubernetesContext, namespace: string) => {
  await make(context, configMaps(namespace), configMap('talker', { 'main.js': TALKER }))
  await make(context, core(namespace, 'pods'), scripted('talker', context.image, { restartPolicy: 'Never' }, {}))
  return podThat(context, namespace, 'talker', ({ phase }) => phase === 'Succeeded')
}

interface PodStatus {
  phase?: string
  conditions?: { type: string; status: string }[]
}

const podThat = (context: KubernetesContext, namespace: string, name: string, is: (status: PodStatus) => boolean) =>
  context.eventually(
    `pod ${name} to get there`,
    async () => {
      const { body } = await context.api.ask('GET', core(namespace, 'pods', name))
      return is(body.status ?? {}) && body
    },
    START_MS,
  )
