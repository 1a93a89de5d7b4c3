import { nearest } from '../../core/nearest.ts'
import { configError } from './problems.ts'
import { type CloudEntry, type Clouds, incompleteEnvironment } from './read.ts'
import type { Environment } from './search.ts'

/**
 * The cloud of that name, else that of OS_CLOUD, else that of the OS_* variables, else the only one. Throws `E_CONFIG` with
 * the names there are.
 */
export const selectCloud = (
  { file, clouds, environment }: Clouds,
  name: string | undefined,
  env: Environment = process.env,
): CloudEntry => {
  const names = Object.keys(clouds)
  const ofVariables = environment?.config === undefined ? undefined : environment.name
  const wanted = name ?? (env.OS_CLOUD || undefined) ?? ofVariables ?? (names.length === 1 ? names[0] : undefined)
  if (wanted !== undefined && Object.hasOwn(clouds, wanted)) return clouds[wanted]!
  if (wanted !== undefined && wanted === environment?.name) throw incompleteEnvironment(environment)
  const listed = names.join(', ') || 'none'
  const place = file ?? 'the environment'
  if (wanted === undefined)
    throw configError('CloudNotSelected', `expected the name of one of the clouds of ${place} (${listed}), got none`, {
      file,
      names,
      hint: 'Name a cloud, or set OS_CLOUD.',
    })
  const near = nearest(wanted, names)
  throw configError(
    'CloudNotFound',
    `expected one of the clouds of ${place} (${listed}), got ${JSON.stringify(wanted)}`,
    { file, names, cloud: wanted, found: wanted, ...(near !== undefined && { near, hint: `Did you mean ${near}?` }) },
  )
}
