import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** What paths in clouds files start from. */
export interface PathBase {
  cwd?: string
  home?: string
}

/** A path as written: `~` is the home folder, and a relative one starts where the process runs, as everywhere. */
export const pathOf = (written: string, { cwd, home }: PathBase = {}): string => {
  if (!/^~(?:\/|$)/.test(written)) return resolve(cwd ?? process.cwd(), written)
  return join(home ?? homedir(), written.slice(1))
}
