import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { StackproofError } from '../core/errors.ts'
import { discoverStacks } from '../stacks/discover.ts'
import { discoverySummary } from '../stacks/summary.ts'
import { describeStacks } from '../stacks/table.ts'

/** Lists the stacks of a directory. Exit code 2 when one of them can't be read; the others are listed all the same. */
export const stacks = async (dir: string, { json = false }: { json?: boolean }): Promise<number> => {
  const discovery = await discoverStacks(existingDirectory(dir))
  console.log(json ? JSON.stringify(discoverySummary(discovery), null, 2) : describeStacks(discovery))
  return discovery.broken.length > 0 ? 2 : 0
}

/** The absolute path of a directory that must be there. */
export const existingDirectory = (dir: string): string => {
  const path = resolve(dir)
  if (!existsSync(path))
    throw new StackproofError('E_USAGE', `Expected a directory of stacks, found nothing at ${path}`)
  return path
}
