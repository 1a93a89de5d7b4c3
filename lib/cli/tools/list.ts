import { loadConfig } from '../../config/load.ts'
import { type LocatedTool, locateTool } from '../../tools/locate.ts'
import { fillTemplate, installedFile } from '../../tools/pin-place.ts'
import { TOOL_PINS } from '../../tools/pins.ts'
import { chosenPins } from './chosen.ts'
import { toolsDirOf } from './needed.ts'
import type { ToolsOptions } from './verb.ts'

/** Shows every pinned tool and where it stands. Exit code 0 when all are there in fitting versions, 3 when not. */
export const listTools = async (
  names: string[],
  { dir, config: named, json = false }: ToolsOptions,
): Promise<number> => {
  const toolsDir = dir ?? toolsDirOf(loadConfig(process.cwd(), named))
  const pins = names.length === 0 ? TOOL_PINS : chosenPins(names)
  const located = await Promise.all(pins.map((pin) => locateTool(pin, { toolsDir })))
  console.log(
    json
      ? JSON.stringify({ toolsDir, tools: located.map((tool) => entry(tool, toolsDir)) }, null, 2)
      : text(located, toolsDir),
  )
  const first = located.filter(({ pin }) => pins.find(({ name }) => name === pin.name) === pin)
  return first.every(({ state }) => state === 'path' || state === 'installed') ? 0 : 3
}

const entry = ({ pin, state, file, version }: LocatedTool, toolsDir: string) => ({
  name: pin.name,
  use: pin.use,
  state,
  ...(version !== undefined && { version }),
  ...(file !== undefined && { file }),
  fits: pin.fits,
  pinned: pin.version,
  installsTo: installedFile(toolsDir, pin),
  release: fillTemplate(pin.release.url, pin),
  goPackage: pin.go.package,
})

const GLYPH = { path: '✔', installed: '✔', unfit: '✘', missing: '✘' } as const

const text = (located: readonly LocatedTool[], toolsDir: string): string =>
  [
    ...located.map(line),
    ...(located.some(({ state }) => state === 'missing' || state === 'unfit')
      ? ['', `\`stackproof tools install\` brings what is missing into ${toolsDir}`]
      : []),
  ].join('\n')

const line = ({ pin, state, file, version }: LocatedTool): string => {
  const stands = {
    path: () => `${version} on PATH (${file})`,
    installed: () => `${version} installed (${file})`,
    unfit: () => `${version} on PATH (${file}) does not fit`,
    missing: () => 'not here',
  }[state]()
  return `${GLYPH[state]} ${pin.name.padEnd(16)} ${pin.version.padEnd(9)} ${pin.fits.padEnd(18)} ${stands}`
}
