import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { StackproofError } from '../core/errors.ts'
import { tellApart } from './identity.ts'
import { readStack } from './read.ts'
import { openTree } from './tree.ts'
import type { BrokenStack, Discovery, Stack } from './types.ts'
import { walk } from './walk.ts'

/**
 * Finds and reads every stack below a directory: one for each `csctl.yaml`, at any depth. A stack that can't be read is in
 * `broken` and hides no other. Throws `E_STACK` where the directory itself can't be searched.
 */
export const discoverStacks = async (dir: string, { signal }: { signal?: AbortSignal } = {}): Promise<Discovery> => {
  const root = resolve(dir)
  await mustBeDirectory(root)
  const found = await walk(root, '', signal)
  const read = await Promise.all(
    found.stacks.sort().map(async (path) => readStack(await openTree(join(root, path), path, signal))),
  )
  const broken = tellApart(read.filter((stack) => 'problems' in stack))
  return {
    dir: root,
    stacks: tellApart(read.filter((stack): stack is Stack => !('problems' in stack))),
    broken,
    problems: broken.flatMap(({ problems }: BrokenStack) => problems),
    passedOver: found.passedOver.sort().map((path) => ({ path, reason: NO_CSCTL })),
  }
}

const NO_CSCTL =
  'expected csctl.yaml beside cluster-class, found none: a stack from before csctl, which nothing can build'

const mustBeDirectory = async (dir: string): Promise<void> => {
  const isDirectory = await stat(dir).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isDirectory) throw new StackproofError('E_STACK', `Expected a directory with cluster stacks, got ${dir}`)
}
