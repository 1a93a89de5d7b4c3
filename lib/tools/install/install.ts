import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describeError, StackproofError } from '../../core/errors.ts'
import { createRedactor } from '../../core/redact.ts'
import { fillTemplate, installedFile, thisPlatform } from '../pin-place.ts'
import type { ToolPin } from '../pin-types.ts'
import { runTool } from '../run-tool.ts'
import { toolVersion } from '../tool-version.ts'
import { fitsRange } from '../version-range.ts'
import { publishedSum } from './checksum.ts'
import { download } from './download.ts'
import { goBuild } from './go-build.ts'

export interface InstallOptions {
  toolsDir: string
  /** No network: only what Go's caches hold can be built. */
  offline: boolean
  say(text: string): void
  signal?: AbortSignal
}

export interface InstalledTool {
  file: string
  version: string
  how: 'downloaded' | 'built with Go' | 'there already'
}

const PROGRAM = 0o755

/**
 * Brings a pinned tool into our own directory: its release with the checksum of its makers, else built with Go. It has said
 * its version before it is put in place. Throws `E_TOOL_MISSING` that tells why neither was possible and what to put where.
 */
export const installTool = async (pin: ToolPin, options: InstallOptions): Promise<InstalledTool> => {
  const file = installedFile(options.toolsDir, pin)
  if (existsSync(file)) return { file, version: pin.version, how: 'there already' }
  await mkdir(options.toolsDir, { recursive: true })
  // Beside the place that it goes to: only within one file system a rename is one step.
  const work = await mkdtemp(join(options.toolsDir, '.new-'))
  try {
    const { how, reasons } = await firstWay(pin, work, options)
    if (how === undefined) throw notInstalled(pin, file, reasons)
    const program = join(work, pin.name)
    await chmod(program, PROGRAM)
    const version = await saysFitting(pin, work, options)
    await mkdir(dirname(file), { recursive: true })
    await rename(program, file)
    return { file, version, how }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

type Way = 'downloaded' | 'built with Go'

const firstWay = async (
  pin: ToolPin,
  work: string,
  options: InstallOptions,
): Promise<{ how?: Way; reasons: string[] }> => {
  const ways: readonly [Way, () => Promise<void>][] = [
    ['downloaded', () => downloadRelease(pin, work, options)],
    ['built with Go', () => goBuild({ ...options, pin, output: join(work, pin.name) })],
  ]
  const reasons: string[] = []
  for (const [how, go] of ways) {
    if (options.offline && how === 'downloaded') {
      reasons.push('not downloaded: --offline')
      continue
    }
    try {
      await go()
      return { how, reasons }
    } catch (error) {
      options.signal?.throwIfAborted()
      // A file that is not what its makers say it is, is no reason to look elsewhere but one to stop.
      if (isTampered(error)) throw error
      reasons.push(`not ${how}: ${firstLine(describeError(error))}`)
      options.say(reasons.at(-1)!)
    }
  }
  return { reasons }
}

const isTampered = (error: unknown) => error instanceof StackproofError && error.details.sha256 !== undefined

const downloadRelease = async (pin: ToolPin, work: string, { say, signal }: InstallOptions): Promise<void> => {
  const platform = thisPlatform()
  const url = fillTemplate(pin.release.url, pin, platform)
  const sha256 = await publishedSum(pin, platform, signal)
  say(`downloading ${url}`)
  const { member } = pin.release
  const program = join(work, pin.name)
  const file = member === undefined ? program : join(work, 'archive')
  await download({ url, file, sha256, ...(signal !== undefined && { signal }) })
  if (member !== undefined) await unpack(file, fillTemplate(member, pin, platform), program, work)
}

const UNPACK_MS = 120_000

const unpack = async (archive: string, member: string, program: string, work: string): Promise<void> => {
  const args = ['--extract', '--gzip', '--file', archive, '--directory', work, member]
  await runTool({ tool: 'tar', args, redactor: createRedactor(), timeoutMs: UNPACK_MS })
  // One whose path is its name lies where it belongs.
  if (join(work, member) !== program) await rename(join(work, member), program)
}

const VERSION_MS = 60_000

/** A program that doesn't run here, or is another version than its file name says, is not installed. */
const saysFitting = async (pin: ToolPin, work: string, { signal }: InstallOptions): Promise<string> => {
  const version = await toolVersion(pin.name, {
    path: work,
    redactor: createRedactor(),
    timeoutMs: VERSION_MS,
    ...(signal !== undefined && { signal }),
  })
  if (fitsRange(version, pin.fits) !== false) return version
  throw new StackproofError('E_PROCESS', `expected ${pin.name} ${pin.version} to say its version, got ${version}`)
}

const firstLine = (text: string) => text.split('\n')[0]!

const notInstalled = (pin: ToolPin, file: string, reasons: readonly string[]) =>
  new StackproofError(
    'E_TOOL_MISSING',
    `expected ${pin.name} ${pin.version} to be installed, got ${reasons.join('; ')}`,
    {
      details: { tool: pin.name, version: pin.version, reasons },
      hint: `Put the program of ${fillTemplate(pin.release.url, pin)} at ${file} and make it executable, or put ${pin.name} ${pin.fits} on PATH (${pin.home}).`,
    },
  )
