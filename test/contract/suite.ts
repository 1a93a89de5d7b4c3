import { inject } from 'vitest'
import type { GoldenMode } from '../../fixtures/contract/golden/book.ts'
import type { TargetSetting } from '../../fixtures/contract/openstack/setting.ts'
import { defineContract } from '../../suites/contract/openstack/define.ts'
import { isAmong } from './arguments.ts'

/** What the runner gives to the process that runs the cases. */
export interface ContractRun {
  setting: TargetSetting
  /** Ids or patterns such as `auth-*`. */
  only: readonly string[]
  golden: GoldenMode | null
}

declare module 'vitest' {
  interface ProvidedContext {
    contract: ContractRun
  }
}

const { setting, only, golden } = inject('contract')

defineContract({
  title: setting.cloud,
  bring: async () => ({ setting }),
  ...(golden !== null && { golden }),
  only: isAmong(only),
})
