import { AUTH_DIFFERENCES } from './differences-auth.ts'
import { FILE_DIFFERENCES } from './differences-files.ts'

export type { Difference } from './difference.ts'

/** The whole list; docs/clouds-yaml.md has it as a table, and a comparison of generated files allows nothing else. */
export const DIFFERENCES = [...AUTH_DIFFERENCES, ...FILE_DIFFERENCES] as const

export type DifferenceId = (typeof DIFFERENCES)[number]['id']
