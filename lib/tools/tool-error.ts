import { formatDuration } from '../core/duration.ts'
import { StackproofError } from '../core/errors.ts'
import { TOOL_PINS } from './pins.ts'
import type { ToolRun } from './types.ts'

/** What execa tells of a process that has ended. */
export interface RawResult {
  failed: boolean
  stdout: string
  stderr: string
  code?: string
  exitCode?: number
  signal?: string
}

interface Ending {
  timedOut: boolean
  durationMs: number
  tail: string[]
}

/** `E_TOOL_MISSING` with a hint where the tool comes from. No cause: that of a spawn carries all arguments unredacted. */
export const missingTool = (tool: string, { code }: RawResult): StackproofError => {
  const pin = TOOL_PINS.find(({ name }) => name === tool)
  const found = code === 'EACCES' ? 'a file that is not executable' : 'nothing of that name'
  return new StackproofError('E_TOOL_MISSING', `expected the program ${tool} on PATH, got ${found}`, {
    details: { tool, code },
    hint: `${pin === undefined ? `Install ${tool}` : `\`stackproof tools install ${tool}\` (${pin.home})`}, or put its directory on PATH; \`stackproof doctor\` lists what else is missing.`,
  })
}

/** `E_PROCESS` with the exact command, how it ended and its last lines, all redacted. */
export const toolFailure = (run: ToolRun, result: RawResult, ending: Ending): StackproofError => {
  const command = run.redactor.text([run.tool, ...run.args.map(quote)].join(' '))
  const { exitCode, signal, code } = result
  const lastLine = ending.tail.findLast((line) => line.trim() !== '')
  const what = describeEnd(run, result, ending)
  return new StackproofError(
    'E_PROCESS',
    `expected \`${command}\` to succeed, got ${what}${lastLine === undefined ? '' : `: ${lastLine}`}`,
    { details: { command, exitCode, signal, code, ...ending, ...(run.cwd !== undefined && { cwd: run.cwd }) } },
  )
}

const describeEnd = (run: ToolRun, { exitCode, signal, code }: RawResult, { timedOut, durationMs }: Ending) => {
  if (timedOut) return `no end within ${formatDuration(run.timeoutMs)}`
  const after = `after ${formatDuration(durationMs)}`
  if (exitCode !== undefined) return `exit code ${exitCode} ${after}`
  return signal === undefined ? `${code ?? 'an unknown failure'} on start` : `${signal} ${after}`
}

const quote = (arg: string) => (/^[\w@%+=:,./~-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`)
