import type { CloudEntry } from '../read.ts'
import { type ResolvedCloud, type ResolveOptions, resolveCloud } from '../resolve.ts'

/** An entry as readClouds makes it. */
export const entryWith = (config: Record<string, unknown>, more: Partial<CloudEntry> = {}): CloudEntry => ({
  name: 'demo',
  file: '/clouds.yaml',
  config,
  places: {},
  ...more,
})

/** What comes of an entry, without any environment. */
export const resolved = (config: Record<string, unknown>, options: ResolveOptions = {}): ResolvedCloud =>
  resolveCloud(entryWith(config), { env: {}, cwd: '/', home: '/', ...options })

/** The problems of an entry, as `name key`. */
export const problemsIn = (config: Record<string, unknown>, options: ResolveOptions = {}): string[] => {
  try {
    resolved(config, options)
    return []
  } catch (error) {
    const { problems } = (error as { details: { problems: { problem: string; key: string }[] } }).details
    return problems.map(({ problem, key }) => `${problem} ${key.replace('clouds.demo.', '')}`)
  }
}
