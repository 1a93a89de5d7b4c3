import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { StackproofError } from '../../core/errors.ts'

/** Where to look for clouds.yaml; all of it has defaults. */
export interface SearchOptions {
  /** Read exactly this file, and a secure.yaml beside it. */
  file?: string
  env?: Readonly<Record<string, string | undefined>>
  cwd?: string
  home?: string
}

const EXTENSIONS = ['yaml', 'yml', 'json']

/** The clouds file and, where there is one, the file with its secrets. Throws `E_CONFIG` when no clouds file exists. */
export const findFiles = (options: SearchOptions = {}): { clouds: string; secure: string | undefined } => {
  const { file, env = process.env, cwd = process.cwd() } = options
  if (file !== undefined) {
    const clouds = existing(resolve(cwd, file), 'the given clouds file')
    return { clouds, secure: firstOf([dirname(clouds)], 'secure') }
  }
  const folders = searchPath(options)
  const clouds = named(env.OS_CLIENT_CONFIG_FILE, cwd, 'OS_CLIENT_CONFIG_FILE') ?? firstOf(folders, 'clouds')
  const secure = named(env.OS_CLIENT_SECURE_FILE, cwd, 'OS_CLIENT_SECURE_FILE') ?? firstOf(folders, 'secure')
  if (clouds === undefined) throw notFound(folders)
  return { clouds, secure }
}

/** Folders in the order of os-client-config: here, the user's, the site's. */
export const searchPath = ({ env = process.env, cwd = process.cwd(), home = homedir() }: SearchOptions): string[] => {
  const user = env.XDG_CONFIG_HOME ? join(env.XDG_CONFIG_HOME, 'openstack') : undefined
  const site = (env.XDG_CONFIG_DIRS || '/etc/xdg').split(':').map((folder) => join(folder, 'openstack'))
  const folders = [cwd, user, join(home, '.config', 'openstack'), ...site, '/etc/openstack']
  return [...new Set(folders.filter((folder) => folder !== undefined))]
}

// Set but dangling is a mistake, where openstacksdk falls through to another file without a word.
const named = (path: string | undefined, cwd: string, variable: string): string | undefined =>
  path ? existing(isAbsolute(path) ? path : resolve(cwd, path), variable) : undefined

const existing = (path: string, source: string): string => {
  if (existsSync(path)) return path
  throw new StackproofError('E_CONFIG', `expected ${source} to name a file, got ${path}, which does not exist`, {
    details: { file: path },
  })
}

const firstOf = (folders: readonly string[], stem: string): string | undefined =>
  folders.flatMap((folder) => EXTENSIONS.map((extension) => join(folder, `${stem}.${extension}`))).find(existsSync)

const notFound = (folders: readonly string[]) =>
  new StackproofError('E_CONFIG', `expected a clouds.yaml in ${folders.join(', ')}, got none`, {
    details: { folders },
    hint: 'Write a clouds.yaml or name one by OS_CLIENT_CONFIG_FILE.',
  })
