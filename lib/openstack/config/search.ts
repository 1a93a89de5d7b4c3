import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { configError } from './problems.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Where to look for clouds.yaml; all of it has defaults. */
export interface SearchOptions {
  /** Read exactly this file, with the secure.yaml and clouds-public.yaml beside it, and nothing from OS_* variables. */
  file?: string
  /** The secure.yaml that goes with `file` where it does not lie beside it. */
  secure?: string
  env?: Environment
  cwd?: string
  home?: string
  /** Go on to the next place where OS_CLIENT_CONFIG_FILE or OS_CLIENT_SECURE_FILE name no file, as openstacksdk does. */
  allowMissingFile?: boolean
}

export interface FoundFiles {
  clouds: string | undefined
  secure: string | undefined
  /** Vendor profiles. */
  profiles: string | undefined
  /** Where was looked. */
  folders: readonly string[]
}

const EXTENSIONS = ['yaml', 'yml', 'json']

/** The first of each kind of file, each looked for on its own. Throws `E_CONFIG` for a named file that isn't there. */
export const findFiles = (options: SearchOptions = {}): FoundFiles => {
  const { file, env = process.env, cwd = process.cwd(), allowMissingFile = false } = options
  if (file !== undefined) {
    const clouds = existing(resolve(cwd, file), 'the given clouds file')
    const folders = [dirname(clouds)]
    return {
      clouds,
      secure: options.secure ?? firstOf(folders, 'secure'),
      profiles: firstOf(folders, 'clouds-public'),
      folders,
    }
  }
  const folders = searchPath(options)
  const named = (variable: string): string | undefined => {
    const path = env[variable]
    if (!path) return undefined
    const absolute = isAbsolute(path) ? path : resolve(cwd, path)
    if (allowMissingFile && !isReadableFile(absolute)) return undefined
    return existing(absolute, variable)
  }
  return {
    clouds: named('OS_CLIENT_CONFIG_FILE') ?? firstOf(folders, 'clouds'),
    secure: named('OS_CLIENT_SECURE_FILE') ?? firstOf(folders, 'secure'),
    profiles: firstOf(folders, 'clouds-public'),
    folders,
  }
}

/** Folders in the order of os-client-config: here, the user's, the site's. A snap has another home than its user. */
export const searchPath = ({ env = process.env, cwd = process.cwd(), home = homedir() }: SearchOptions): string[] => {
  const user = env.XDG_CONFIG_HOME || join(home, '.config')
  const real = join(env.SNAP_REAL_HOME || home, '.config')
  const site = (env.XDG_CONFIG_DIRS || '/etc/xdg').split(':').filter((folder) => folder !== '')
  const folders = [user, real, ...site].map((folder) => join(folder, 'openstack'))
  return [...new Set([cwd, ...folders, '/etc/openstack'])]
}

/** For the case that there is neither a clouds file nor a cloud in the environment. */
export const noCloudsFile = (folders: readonly string[]) =>
  configError('ConfigFileNotFound', `expected a clouds.yaml in ${folders.join(', ')}, got none`, {
    folders,
    hint: 'Write a clouds.yaml or name one by OS_CLIENT_CONFIG_FILE.',
  })

// Set but dangling is a mistake, where openstacksdk falls through to another file without a word.
const existing = (path: string, source: string): string => {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return path
  throw configError('ConfigFileNotFound', `expected ${source} to name a file, got ${path}, which does not exist`, {
    file: path,
  })
}

const firstOf = (folders: readonly string[], stem: string): string | undefined =>
  folders.flatMap((folder) => EXTENSIONS.map((extension) => join(folder, `${stem}.${extension}`))).find(isReadableFile)

/** What may not be read counts as not being there, as everywhere. */
const isReadableFile = (path: string): boolean => {
  // Most places have none, and an exception for each takes longer than all the rest.
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}
