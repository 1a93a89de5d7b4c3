import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

const SCRIPT = `
  const { parentPort } = require('node:worker_threads')
  const server = require('node:net').createServer()
  server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
    parentPort.postMessage(server.address().port)
    // Never accepts again, until it is terminated.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  })`

/** A port that answers no SYN: it listens, but its queue of connections is full for ever. */
export const openBlackhole = async (): Promise<{ port: number; close(): Promise<void> }> => {
  const worker = new Worker(SCRIPT, { eval: true })
  const [port] = (await once(worker, 'message')) as [number]
  const parked: Socket[] = []
  for (let i = 0; i < 3; i++) {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    parked.push(socket)
    await Promise.race([once(socket, 'connect'), sleep(200)])
  }
  return {
    port,
    close: async () => {
      for (const socket of parked) socket.destroy()
      await worker.terminate()
    },
  }
}
