import { homedir } from 'node:os'
import { join } from 'node:path'
import type { ToolPin } from './pin-types.ts'

/** Where tools are installed unless told otherwise: `~/.local/share/stackproof/tools`, or below XDG_DATA_HOME. */
export const defaultToolsDir = (env: Readonly<Record<string, string | undefined>> = process.env): string =>
  join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'stackproof', 'tools')

/** The directory of one version of a tool; it holds the program and nothing else, so that it can stand on PATH. */
export const installedDir = (toolsDir: string, { name, version }: Pick<ToolPin, 'name' | 'version'>): string =>
  join(toolsDir, name, version)

/** The program itself. */
export const installedFile = (toolsDir: string, pin: Pick<ToolPin, 'name' | 'version'>): string =>
  join(installedDir(toolsDir, pin), pin.name)

/** A machine as release files name it. */
export interface Platform {
  os: string
  arch: string
}

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

export const thisPlatform = (): Platform => ({
  os: process.platform,
  arch: ARCHITECTURES[process.arch] ?? process.arch,
})

/** Fills a template of a pin in. */
export const fillTemplate = (
  template: string,
  { version }: Pick<ToolPin, 'version'>,
  { os, arch }: Platform = thisPlatform(),
): string => {
  const values: Record<string, string> = { version, number: version.replace(/^v/, ''), os, arch }
  return template.replaceAll(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
}
