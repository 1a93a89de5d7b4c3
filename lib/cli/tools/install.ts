import { loadConfig } from '../../config/load.ts'
import { describeError, isStackproofError } from '../../core/errors.ts'
import { installTool } from '../../tools/install/install.ts'
import { type LocatedTool, locateTool } from '../../tools/locate.ts'
import type { ToolPin } from '../../tools/pin-types.ts'
import { onInterrupt } from '../run/signals.ts'
import { chosenPins } from './chosen.ts'
import { toolsDirOf } from './needed.ts'
import type { ToolsOptions } from './verb.ts'

interface Outcome {
  name: string
  version: string
  how: 'on PATH' | 'there already' | 'downloaded' | 'built with Go' | 'failed'
  file?: string
  error?: string
  hint?: string
}

/** Brings tools here that are not on PATH in a fitting version. All are tried. Exit code 0 when all are there, 2 when not. */
export const installTools = async (names: string[], options: ToolsOptions): Promise<number> => {
  const { dir, config, offline = false, json = false } = options
  const toolsDir = dir ?? toolsDirOf(loadConfig(process.cwd(), config))
  const pins = chosenPins(names)
  const interrupt = onInterrupt(say)
  try {
    const outcomes: Outcome[] = []
    // One after another: a build takes the whole machine.
    for (const pin of pins) {
      const outcome = await install(pin, { toolsDir, offline, signal: interrupt.signal })
      if (!json) console.log(lineOf(outcome))
      outcomes.push(outcome)
    }
    if (json) console.log(JSON.stringify({ toolsDir, tools: outcomes }, null, 2))
    return outcomes.every(({ how }) => how !== 'failed') ? 0 : 2
  } finally {
    interrupt.release()
  }
}

const say = (text: string) => console.error(text)

const install = async (
  pin: ToolPin,
  { toolsDir, offline, signal }: { toolsDir: string; offline: boolean; signal: AbortSignal },
): Promise<Outcome> => {
  const { name } = pin
  const located = await locateTool(pin, { toolsDir, signal })
  if (located.state === 'path' || located.state === 'installed') return thereOutcome(located)
  try {
    say(`${name} ${pin.version}:`)
    const { file, version, how } = await installTool(pin, {
      toolsDir,
      offline,
      signal,
      say: (text) => say(`  ${text}`),
    })
    return { name, version, how, file }
  } catch (error) {
    signal.throwIfAborted()
    const hint = isStackproofError(error) ? error.hint : undefined
    return {
      name,
      version: pin.version,
      how: 'failed',
      error: describeError(error),
      ...(hint !== undefined && { hint }),
    }
  }
}

const thereOutcome = ({ pin, state, version, file }: LocatedTool): Outcome => ({
  name: pin.name,
  version: version!,
  how: state === 'path' ? 'on PATH' : 'there already',
  file: file!,
})

const lineOf = ({ name, version, how, file, error, hint }: Outcome): string =>
  error === undefined
    ? `✔ ${name} ${version} ${how} (${file})`
    : `✘ ${name} ${version}: ${error}${hint === undefined ? '' : `\n    ${hint}`}`
