import type { DifferenceId } from '../differences.ts'
import type { Deviation } from './compare.ts'
import { failureRules } from './explain-failures.ts'
import { problemRules } from './explain-problems.ts'
import { valueRules } from './explain-values.ts'
import type { Rule, Seen } from './seen.ts'

/** The listed difference that accounts for a deviation; undefined for one that nobody has listed. */
export const explain = (deviation: Deviation, seen: Seen): DifferenceId | undefined => {
  if (deviation.key === 'crash') return undefined
  if (otherCloud(seen)) return 'env-needs-url'
  return rulesFor(deviation).find(([, holds]) => holds(deviation, seen))?.[0]
}

const rulesFor = ({ key }: Deviation): readonly Rule[] => {
  if (key === 'failure') return failureRules
  return key.startsWith('problem.') ? problemRules : valueRules
}

/** Theirs is the cloud of the variables, for which ours takes OS_AUTH_URL. */
const otherCloud = ({ one, entry, theirs }: Seen): boolean => {
  const name = one.env.OS_CLOUD_NAME ?? 'envvars'
  const unreachable = /Auth plugin requires parameters which were not given: auth_url/.test(theirs.authError ?? '')
  const theirsIsVariables = theirs.name === name || (theirs.name === undefined && unreachable)
  return !one.strictEnv && one.env.OS_AUTH_URL === undefined && theirsIsVariables && entry?.name !== name
}
