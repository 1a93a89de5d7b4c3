import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StackproofError } from '../core/errors.ts'
import type { RunSetting } from './setting.ts'

export const REQUEST_FILE = 'request.json'
const VERSION = 1

/** How a run was asked for, without secrets: what `resume` needs to go on with it after its private part is gone. */
export interface RunRequestRecord
  extends Pick<
    RunSetting,
    'run' | 'environment' | 'intervals' | 'slack' | 'echoImage' | 'keep' | 'knownIssues' | 'management'
  > {
  version: number
  parallel: number
  allure: boolean
  /** The clouds file of a real run. */
  cloudsFile: string | null
  secureFile?: string
  /** The world of a rehearsal. */
  rehearsal: { seed: number; scale: number; faults: readonly { name: string; cell: string | null }[] } | null
}

export const writeRequest = (dir: string, request: Omit<RunRequestRecord, 'version'>): void =>
  writeFileSync(join(dir, REQUEST_FILE), `${JSON.stringify({ version: VERSION, ...request }, null, 2)}\n`)

/** Throws `E_USAGE` where the folder has none or one of another version. */
export const readRequest = (dir: string): RunRequestRecord => {
  const path = join(dir, REQUEST_FILE)
  const request = parse(path)
  if (request.version === VERSION) return request
  throw new StackproofError('E_USAGE', `expected version ${VERSION} of ${path}, got ${String(request.version)}`, {
    hint: 'Use the version of stackproof that made this run.',
  })
}

const parse = (path: string): RunRequestRecord => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunRequestRecord
  } catch (cause) {
    throw new StackproofError('E_USAGE', `expected how the run was asked for in ${path}, got ${String(cause)}`, {
      cause,
      hint: 'Runs that ended before they began have none: start them again.',
    })
  }
}
