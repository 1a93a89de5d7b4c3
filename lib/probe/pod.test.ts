import { expect, test } from 'vitest'
import { podVantage } from './pod.ts'

const POD = { namespace: 'demo', name: 'echo-a', port: 8080 }
const PROXY = '/api/v1/namespaces/demo/pods/echo-a:8080/proxy'

/** An API server that answers one thing and remembers what it was asked. */
const answering = (status: number, body: unknown) => {
  const asked: string[] = []
  const raw = async (path: string) => {
    asked.push(path)
    return { status, headers: {}, text: typeof body === 'string' ? body : JSON.stringify(body) }
  }
  return { kube: { raw }, asked }
}

const result = { outcome: 'connected', connectMs: 1, totalMs: 2, status: 200, body: 'hello', error: null }
const probe = { target: { host: '10.96.0.1', port: 80 }, path: '/who?a=b', timeoutMs: 500 }

test('The pod is asked to dial, and its answer is the result', async () => {
  const { kube, asked } = answering(200, result)
  const vantage = podVantage(kube, POD, { addresses: ['10.0.0.5'] })
  expect(await vantage.http(probe)).toEqual(result)
  expect(vantage).toMatchObject({ kind: 'pod', name: 'pod echo-a', addresses: ['10.0.0.5'] })
  expect(asked).toEqual([`${PROXY}/dial?host=10.96.0.1&port=80&path=%2Fwho%3Fa%3Db&timeout=500`])
})

test('Silence after a connection is a connection, as from outside', async () => {
  const silent = { ...result, outcome: 'timeout', status: null, body: null, totalMs: null }
  expect((await podVantage(answering(200, silent).kube, POD).http(probe)).outcome).toBe('connected')
  const dropped = { ...silent, connectMs: null }
  expect((await podVantage(answering(200, dropped).kube, POD).http(probe)).outcome).toBe('timeout')
})

test.each([
  [503, { kind: 'Status', message: 'error trying to reach service' }],
  [200, 'not JSON'],
  [200, { kind: 'Status' }],
])('A pod that cannot be asked (%i %j) is an error, not a result', async (status, body) => {
  const error = podVantage(answering(status, body).kube, POD).http(probe)
  await expect(error).rejects.toMatchObject({ code: 'E_PROBE', details: { status } })
})

test("Names are resolved by the pod's own resolver, and unknown ones to nothing", async () => {
  const { kube, asked } = answering(200, { addresses: ['10.96.0.10'] })
  expect(await podVantage(kube, POD).resolve('kubernetes.default')).toEqual(['10.96.0.10'])
  expect(asked).toEqual([`${PROXY}/resolve?name=kubernetes.default`])
  const unknown = answering(502, { addresses: [], error: 'ENOTFOUND' })
  expect(await podVantage(unknown.kube, POD).resolve('nobody.invalid')).toEqual([])
  await expect(podVantage(answering(503, 'down').kube, POD).resolve('a')).rejects.toMatchObject({ code: 'E_PROBE' })
})

test('A pod only dials with GET', async () => {
  const posting = podVantage(answering(200, result).kube, POD).http({ ...probe, method: 'POST' })
  await expect(posting).rejects.toMatchObject({ code: 'E_PROBE' })
})
