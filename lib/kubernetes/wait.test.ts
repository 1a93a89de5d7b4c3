import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceleratedClock } from '../core/clock.ts'
import { connectKube } from './connect.ts'
import { event, json, listOf, pod, type ScriptedApiServer, startApiServer, status } from './testing/api-server.ts'
import type { Kube, KubeObject, KubeWait } from './types.ts'

// A second of the wall is ten minutes here.
const clock = acceleratedClock({ epochMs: 0, wallMs: Date.now(), scale: 600 })
const ECHO = { apiVersion: 'v1', kind: 'Pod', namespace: 'demo', name: 'echo' }
const PODS = '/api/v1/namespaces/demo/pods'
const phase = (name: string, version: string, value: string) => pod(name, version, { phase: value })

let server: ScriptedApiServer
let kube: Kube

beforeEach(async () => {
  server = await startApiServer()
  kube = await connectKube({ kubeconfig: server.kubeconfig, clock })
})

afterEach(async () => {
  await kube.close()
  await server.close()
})

const running = (rest: Partial<KubeWait<KubeObject>> = {}): KubeWait<KubeObject> => ({
  goal: 'echo running',
  interval: { timeoutMs: 600_000, everyMs: 60_000, warnAfterMs: 600_000 },
  describe: (object) => object?.status?.phase ?? 'not there',
  until: (object) => object?.status?.phase === 'Running',
  ...rest,
})

/** Lists answer in turn, the last one for ever; each watch plays one script of lines and then ends or stays open. */
const script = (lists: unknown[], watches: { lines: string[]; stay?: boolean; code?: number }[]) => {
  const watched: (string | null)[] = []
  server.on(`GET ${PODS}`, ({ query }, response) => {
    if (!query.has('watch')) {
      const answer = lists.length > 1 ? lists.shift() : lists[0]
      return typeof answer === 'number' ? json(response, answer, status(answer, 'Why')) : json(response, 200, answer)
    }
    watched.push(query.get('resourceVersion'))
    const { lines, stay = false, code = 200 } = watches.shift() ?? { lines: [], stay: true }
    response.writeHead(code).flushHeaders()
    for (const line of lines) response.write(line)
    if (!stay) response.end()
  })
  return watched
}

test('A goal that holds at once needs no watch', async () => {
  const watched = script([listOf([phase('echo', '5', 'Running')])], [])
  expect((await kube.waitFor(ECHO, running()))?.metadata.resourceVersion).toBe('5')
  expect(watched).toEqual([])
  expect(server.seen.at(-1)?.query.get('fieldSelector')).toBe('metadata.name=echo')
})

test('Changes arrive by a watch from where the list ended', async () => {
  const lines = [event('ADDED', phase('echo', '11', 'Pending')), event('MODIFIED', phase('echo', '12', 'Running'))]
  const watched = script([listOf([], '10')], [{ lines, stay: true }])
  const seen: string[] = []
  const observer = { observed: (_: string, { state }: { state: string }) => seen.push(state) }
  const found = await kube.waitFor(ECHO, running({ observer }))
  expect(found).toMatchObject({ kind: 'Pod', metadata: { resourceVersion: '12' } })
  expect(seen).toEqual(['not there', 'Pending', 'Running'])
  expect(watched).toEqual(['10'])
})

test('A line that arrives in pieces is one event', async () => {
  const line = event('ADDED', phase('echo', '11', 'Running'))
  script([listOf([], '10')], [{ lines: [line.slice(0, 20), line.slice(20)], stay: true }])
  expect((await kube.waitFor(ECHO, running()))?.metadata.name).toBe('echo')
})

test('Deletion makes the object undefined', async () => {
  script(
    [listOf([phase('echo', '5', 'Running')])],
    [{ lines: [event('DELETED', phase('echo', '11', 'Running'))], stay: true }],
  )
  const gone = running({ goal: 'echo gone', until: (object) => object === undefined })
  expect(await kube.waitFor(ECHO, gone)).toBeUndefined()
})

test('A watch that ends is followed by a list and a new watch', async () => {
  const bookmark = event('BOOKMARK', { metadata: { resourceVersion: '20' } })
  const watched = script(
    [listOf([], '10'), listOf([phase('echo', '21', 'Pending')], '21')],
    [{ lines: [bookmark] }, { lines: [event('MODIFIED', phase('echo', '22', 'Running'))], stay: true }],
  )
  expect((await kube.waitFor(ECHO, running()))?.metadata.resourceVersion).toBe('22')
  expect(watched).toEqual(['10', '21'])
})

test.each([
  ['as a status', { lines: [JSON.stringify(status(410, 'Expired'))], code: 410 }],
  ['as an event', { lines: [event('ERROR', status(410, 'Expired', 'too old resource version'))], stay: true }],
])('A version that is too old, told %s, is listed again at once', async (_, gone) => {
  script([listOf([], '10'), listOf([phase('echo', '30', 'Running')], '30')], [gone])
  expect((await kube.waitFor(ECHO, running()))?.metadata.resourceVersion).toBe('30')
})

test('An unreachable or failing server is sat out', async () => {
  script([500, 503, listOf([phase('echo', '5', 'Running')])], [])
  expect((await kube.waitFor(ECHO, running()))?.metadata.name).toBe('echo')
})

test('A watch that breaks off is sat out', async () => {
  let broken = false
  server.on(`GET ${PODS}`, ({ query }, response) => {
    if (!query.has('watch')) {
      const items = broken ? [phase('echo', '5', 'Running')] : []
      return json(response, 200, listOf(items))
    }
    response.writeHead(200).flushHeaders()
    broken = true
    setTimeout(() => response.socket?.destroy(), 10)
  })
  expect((await kube.waitFor(ECHO, running()))?.metadata.name).toBe('echo')
})

test('A refusal ends the wait at once', async () => {
  script([403], [])
  await expect(kube.waitFor(ECHO, running())).rejects.toMatchObject({ details: { status: 403 } })
})

test('A refusal of what was allowed before is sat out for a minute, as a server that begins gives it', async () => {
  script([listOf([], '10'), 403, listOf([phase('echo', '5', 'Running')])], [{ lines: [] }])
  expect((await kube.waitFor(ECHO, running()))?.metadata.name).toBe('echo')
})

test('A refusal that stays ends the wait', async () => {
  script([listOf([], '10'), 403], [{ lines: [] }])
  await expect(kube.waitFor(ECHO, running())).rejects.toMatchObject({ details: { status: 403 } })
})

test('A time-out carries the timeline and the last conditions', async () => {
  const conditions = [{ type: 'Ready', status: 'False', reason: 'Starting' }]
  script([listOf([pod('echo', '5', { phase: 'Pending', conditions })])], [])
  const interval = { timeoutMs: 120_000, everyMs: 30_000, warnAfterMs: 120_000 }
  const error = await kube.waitFor(ECHO, running({ interval })).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: 'E_WAIT_TIMEOUT', details: { conditions } })
  expect(error.timeline).toMatchObject([{ state: 'Pending' }])
  expect(error.message).toContain('echo running not reached within 2m00s')
})

test('A lost event does not matter when the time is up: the last look decides', async () => {
  script([listOf([phase('echo', '5', 'Pending')]), listOf([phase('echo', '6', 'Running')])], [])
  const interval = { timeoutMs: 60_000, everyMs: 30_000, warnAfterMs: 60_000 }
  expect((await kube.waitFor(ECHO, running({ interval })))?.metadata.resourceVersion).toBe('6')
})

test('A terminal state ends the wait with its reason', async () => {
  script([listOf([], '10')], [{ lines: [event('ADDED', phase('echo', '11', 'Failed'))], stay: true }])
  const unless = (object?: KubeObject) => (object?.status?.phase === 'Failed' ? 'the pod has failed' : undefined)
  const wait = kube.waitFor(ECHO, running({ unless }))
  await expect(wait).rejects.toMatchObject({
    code: 'E_TERMINAL_STATE',
    message: expect.stringContaining('the pod has failed'),
  })
})

test('A signal ends a wait in its watch with its reason', async () => {
  script([listOf([])], [])
  const controller = new AbortController()
  setTimeout(() => controller.abort(new Error('enough')), 50)
  await expect(kube.waitFor(ECHO, running({ signal: controller.signal }))).rejects.toThrow('enough')
})

test('A slow wait is told while nothing changes, and goals may depend on time', async () => {
  script([listOf([phase('echo', '5', 'Running')])], [])
  const start = clock.now()
  let slow = 0
  await kube.waitFor(
    ECHO,
    running({
      interval: { timeoutMs: 600_000, everyMs: 10_000, warnAfterMs: 30_000 },
      observer: { slow: () => void slow++ },
      until: () => clock.now() - start > 60_000,
    }),
  )
  expect(slow).toBe(1)
})

test('A wait on a list sees all objects', async () => {
  const lines = [event('ADDED', phase('b', '11', 'Running')), event('MODIFIED', phase('a', '12', 'Running'))]
  script([listOf([phase('a', '5', 'Pending')], '10')], [{ lines, stay: true }])
  const both = await kube.waitForList(
    { apiVersion: 'v1', kind: 'Pod' },
    { namespace: 'demo' },
    {
      ...running(),
      describe: (pods = []) => `${pods.length} pods`,
      until: (pods = []) => pods.length === 2 && pods.every(({ status: { phase } }) => phase === 'Running'),
      unless: () => undefined,
    },
  )
  expect(both.map(({ metadata }) => metadata.name)).toEqual(['a', 'b'])
})
