import { delimiter, dirname } from 'node:path'
import { StackproofError } from '../core/errors.ts'
import { type LocatedTool, type LocateOptions, locateTool } from './locate.ts'
import type { ToolPin } from './pin-types.ts'

/** Tools that are there and fit. */
export interface ResolvedTools {
  versions: Record<string, string>
  /** Directories of those that we have installed, for `ToolPlace.path`; null where everything is on PATH. */
  path: string | null
}

/** Finds every tool in a fitting version. Throws `E_TOOL_MISSING` that names all that are not there, and how to get them. */
export const resolveTools = async (pins: readonly ToolPin[], options: LocateOptions): Promise<ResolvedTools> => {
  const located = await Promise.all(pins.map((pin) => locateTool(pin, options)))
  const bad = located.filter(({ state }) => state === 'missing' || state === 'unfit')
  if (bad.length > 0) throw missingTools(bad)
  const ours = located.filter(({ state }) => state === 'installed').map(({ file }) => dirname(file!))
  return {
    versions: Object.fromEntries(located.map(({ pin, version }) => [pin.name, version!])),
    path: ours.length === 0 ? null : ours.join(delimiter),
  }
}

const missingTools = (bad: readonly LocatedTool[]) =>
  new StackproofError('E_TOOL_MISSING', `expected ${bad.map(wanted).join(', ')}, got ${bad.map(found).join(', ')}`, {
    details: { tools: bad.map(({ pin, state, version }) => ({ tool: pin.name, fits: pin.fits, state, version })) },
    hint: `stackproof tools install ${bad.map(({ pin }) => pin.name).join(' ')}`,
  })

const wanted = ({ pin }: LocatedTool) => `${pin.name} ${pin.fits}`

const found = ({ pin, state, version, file }: LocatedTool) =>
  state === 'missing' ? `no ${pin.name}` : `${pin.name} ${version} at ${file}`
