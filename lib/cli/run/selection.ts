import { fileURLToPath } from 'node:url'
import { CHECKS } from '../../../suites/checks/index.ts'
import { AREAS, type Check } from '../../catalog/check.ts'
import type { Config } from '../../config/types.ts'
import { StackproofError } from '../../core/errors.ts'
import { nearest } from '../../core/nearest.ts'
import { checkOf } from '../checks.ts'
import { existingDirectory } from '../stacks.ts'

/** Our own small repository of stacks. */
export const OWN_STACKS = fileURLToPath(new URL('../../../fixtures/stacks', import.meta.url))

export const stacksDirectory = (option: string | undefined, config: Config): string =>
  existingDirectory(option ?? config.stacks ?? OWN_STACKS)

/** The checks that `--area` and `--check` leave; both empty means all. */
export const chosenChecks = (areas: readonly string[], ids: readonly string[]): readonly Check[] => {
  for (const area of areas) if (!AREAS.some((known) => known === area)) throw unknownWord('area', area, AREAS)
  const named = new Set(ids.map((id) => checkOf(id).id))
  if (areas.length === 0 && named.size === 0) return CHECKS
  return CHECKS.filter(({ id, area }) => named.has(id) || areas.includes(area))
}

/** An `E_USAGE` that names the words there are and the nearest one. */
export const unknownWord = (what: string, word: string, known: readonly string[]): StackproofError => {
  const near = nearest(word, known)
  return new StackproofError(
    'E_USAGE',
    `Expected ${what} to be one of ${known.join(', ')}, got ${word}${near === undefined ? '' : `; did you mean ${near}?`}`,
  )
}
