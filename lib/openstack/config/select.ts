import { StackproofError } from '../../core/errors.ts'
import { nearest } from '../../core/nearest.ts'
import type { CloudEntry, Clouds } from './read.ts'

/** The cloud of that name, else that of OS_CLOUD, else the only one. Throws `E_CONFIG` with the names there are. */
export const selectCloud = (
  { file, clouds }: Clouds,
  name: string | undefined,
  env: Readonly<Record<string, string | undefined>> = process.env,
): CloudEntry => {
  const names = Object.keys(clouds)
  const wanted = name ?? (env.OS_CLOUD || undefined) ?? (names.length === 1 ? names[0] : undefined)
  const found = wanted === undefined ? undefined : clouds[wanted]
  if (found !== undefined) return found
  const listed = names.join(', ') || 'none'
  if (wanted === undefined)
    throw new StackproofError('E_CONFIG', `expected the name of one of the clouds of ${file} (${listed}), got none`, {
      details: { file, names },
      hint: 'Name a cloud, or set OS_CLOUD.',
    })
  const near = nearest(wanted, names)
  throw new StackproofError(
    'E_CONFIG',
    `expected one of the clouds of ${file} (${listed}), got ${JSON.stringify(wanted)}`,
    {
      details: { file, names, found: wanted },
      ...(near !== undefined && { hint: `Did you mean ${near}?` }),
    },
  )
}
