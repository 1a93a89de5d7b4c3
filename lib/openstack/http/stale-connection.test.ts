import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, test } from 'vitest'
import { openAgents } from './agents.ts'
import type { RetryClass } from './retry.ts'
import { send } from './send.ts'

// In a thread of its own: where client and server share one, they never cross each other on the way. It promises to keep
// connections and closes them at about the time when the next request comes.
const SERVER = `
  const { parentPort } = require('node:worker_threads')
  const server = require('node:http').createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'keep-alive': 'timeout=60' }).end('done')
      setTimeout(() => request.socket.destroy(), 3)
    })
  })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`

const worker = new Worker(SERVER, { eval: true })
const [port] = await once(worker, 'message')
const agents = openAgents({ verify: true })

afterAll(async () => {
  await agents.destroy(new Error('the test is over'))
  await worker.terminate()
})

const outcomes = async (retry: RetryClass) => {
  const url = new URL(`http://127.0.0.1:${port}/`)
  const post = () =>
    send(agents.for(retry), { method: 'POST', url, headers: {}, body: '{}' }).then(
      ({ status }) => status,
      ({ code }) => code as string,
    )
  const seen: (number | string)[] = []
  for (let round = 0; round < 100; round++) {
    seen.push(...(await Promise.all([post(), post(), post(), post()])))
    await wait(1 + (round % 3))
  }
  return seen
}

test('Of 400 creates none meets a connection that the server has just closed', async () => {
  expect((await outcomes('once')).filter((outcome) => outcome !== 200)).toEqual([])
})

test('On connections that are used again some do', async () => {
  expect((await outcomes('idempotent')).filter((outcome) => outcome !== 200)).not.toEqual([])
})
