import { existsSync } from 'node:fs'
import { matchesGlob, resolve } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { StackproofError } from '../../lib/core/errors.ts'

export const TEXT = { type: 'string' } as const
export const TEXTS = { type: 'string', multiple: true } as const
export const FLAG = { type: 'boolean', default: false } as const

type Options = NonNullable<ParseArgsConfig['options']>
/** Makes the error of a command line; its hint is the usage. */
export type UsageError = (expected: string, got: string) => StackproofError

export const usageOf =
  (hint: string): UsageError =>
  (expected, got) =>
    new StackproofError('E_USAGE', `expected ${expected}, got ${got}`, { hint })

/** Reads the options of a command line. Throws `E_USAGE`. */
export const readArguments = <const T extends Options>(args: string[], options: T, usage: UsageError) => {
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw usage('options as below', (error as Error).message)
  }
}

/** The cluster that `--kubernetes` names: `rehearsal`, `lab`, or a file by its whole path. Throws `E_USAGE`. */
export const readCluster = (
  { kubernetes, lab, record }: { kubernetes?: string | undefined; lab: boolean; record: boolean },
  usage: UsageError,
): { kubernetes: string; lab: boolean } => {
  if (kubernetes === undefined) throw usage('--kubernetes with a file', 'none')
  const named = kubernetes === 'rehearsal' || kubernetes === 'lab'
  if (!named && !existsSync(kubernetes)) throw usage('--kubernetes with a file that is there', kubernetes)
  const ours = lab || kubernetes === 'lab'
  if (record && !ours) throw usage('--record only for a lab (--lab)', kubernetes)
  return { kubernetes: named ? kubernetes : resolve(kubernetes), lab: ours }
}

/** Whether an id is among those that `--only` asks for; without any, all are. */
export const isAmong =
  (only: readonly string[]) =>
  (id: string): boolean =>
    only.length === 0 || only.some((pattern) => matchesGlob(id, pattern))
