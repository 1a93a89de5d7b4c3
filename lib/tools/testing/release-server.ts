import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A site that releases are downloaded from, on loopback. */
export interface ReleaseServer {
  url: string
  /** What a path answers from now on. */
  serve(path: string, answer: Answer | Buffer | string): void
  /** Paths in the order that they were asked for. */
  asked: string[]
  close(): Promise<void>
}

export const startReleaseServer = async (): Promise<ReleaseServer> => {
  const answers = new Map<string, Answer>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url!)
    const answer = answers.get(request.url!)
    if (answer !== undefined) return answer(request, response)
    response.writeHead(404)
    response.end('no such release')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    serve: (path, answer) =>
      void answers.set(path, typeof answer === 'function' ? answer : (_, response) => response.end(answer)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex')
