// Loaded into the command line before it starts: notes when the first authorised request of the process was answered.
import { subscribe } from 'node:diagnostics_channel'
import { existsSync, writeFileSync } from 'node:fs'

const file = process.env.BENCH_PROBE

subscribe('undici:request:headers', ({ request, response }) => {
  if (existsSync(file) || !`${request.headers}`.toLowerCase().includes('x-auth-token')) return
  const at = performance.timeOrigin + performance.now()
  const { method, origin, path } = request
  writeFileSync(file, JSON.stringify({ at, method, url: `${origin}${path}`, status: response.statusCode }))
})
