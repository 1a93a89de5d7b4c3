import { createRequire } from 'node:module'
import type { Agent } from 'undici'

/**
 * undici's Agent without the rest of the package: fetch, caches and mocks would take three times as long to load, and
 * they stand between the start of the process and its first request.
 */
export const loadAgent = (): typeof Agent => createRequire(import.meta.url)('undici/lib/dispatcher/agent.js')
