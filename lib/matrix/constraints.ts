import { SETTING_RULES } from './setting-rules.ts'
import { STACK_RULES } from './stack-rules.ts'
import type { Constraint } from './types.ts'

/** Every rule. Kept by the harness itself, so that no setting can break them: credentials named `openstack`, EXP_RUNTIME_SDK, hash mode. */
export const CONSTRAINTS: readonly Constraint[] = [...STACK_RULES, ...SETTING_RULES]
