import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { isStackproofError } from '../core/errors.ts'
import { createRedactor } from '../core/redact.ts'
import { installedDir, installedFile } from './pin-place.ts'
import type { ToolPin } from './pin-types.ts'
import { toolVersion } from './tool-version.ts'
import type { ToolPlace } from './types.ts'
import { fitsRange } from './version-range.ts'

/** Where a tool stands, and whether it is what is needed. */
export interface LocatedTool {
  pin: ToolPin
  /** `path`: fits and is on PATH; `installed`: by us; `unfit`: only another version is on PATH; `missing`: nothing. */
  state: 'path' | 'installed' | 'unfit' | 'missing'
  /** Absolute path of what `state` tells of. */
  file?: string
  /** What it says its version is. */
  version?: string
}

export interface LocateOptions {
  toolsDir: string
  place?: ToolPlace
  signal?: AbortSignal
}

/** Wall milliseconds that a tool may take to say its version. */
const VERSION_MS = 20_000

/** Looks for a tool: on PATH in a fitting version, else in our own directory. A version that can't be read is taken as fitting. */
export const locateTool = async (pin: ToolPin, options: LocateOptions): Promise<LocatedTool> => {
  const { toolsDir, place = {} } = options
  const onPath = executableOnPath(pin.name, pathOf(place))
  const pathVersion = onPath === undefined ? undefined : await versionAt(pin, place, options)
  if (pathVersion !== undefined && fitsRange(pathVersion, pin.fits) !== false)
    return { pin, state: 'path', file: onPath!, version: pathVersion }
  const ours = installedFile(toolsDir, pin)
  if (isExecutable(ours)) {
    const version = await versionAt(pin, { ...place, path: installedDir(toolsDir, pin) }, options)
    if (version !== undefined) return { pin, state: 'installed', file: ours, version }
  }
  if (onPath === undefined) return { pin, state: 'missing' }
  return { pin, state: 'unfit', file: onPath, version: pathVersion ?? 'does not run' }
}

/** The version that a program says it has; undefined for one that doesn't run. */
const versionAt = async ({ name }: ToolPin, place: ToolPlace, { signal }: LocateOptions) => {
  try {
    return await toolVersion(name, {
      ...place,
      redactor: createRedactor(),
      timeoutMs: VERSION_MS,
      ...(signal !== undefined && { signal }),
    })
  } catch (error) {
    signal?.throwIfAborted()
    if (isStackproofError(error)) return undefined
    throw error
  }
}

const pathOf = ({ path, env, cleanEnv }: ToolPlace): string => {
  const base = env?.PATH ?? (cleanEnv === true ? '' : (process.env.PATH ?? ''))
  return path === undefined ? base : `${path}${delimiter}${base}`
}

/** The file that a shell would run for a name, absolute; undefined where there is none. */
export const executableOnPath = (name: string, path: string = process.env.PATH ?? ''): string | undefined =>
  path
    .split(delimiter)
    .filter((dir) => dir !== '')
    .map((dir) => join(dir, name))
    .find(isExecutable)

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
