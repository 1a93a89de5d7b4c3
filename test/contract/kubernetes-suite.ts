import { inject } from 'vitest'
import type { GoldenMode } from '../../fixtures/contract/golden/book.ts'
import type { KubernetesSetting } from '../../fixtures/contract/kubernetes/setting.ts'
import { bringRehearsal } from '../../fixtures/contract/kubernetes/targets/rehearsal.ts'
import { defineKubernetes } from '../../suites/contract/kubernetes/define.ts'
import { isAmong } from './arguments.ts'

/** What the runner gives to the process that runs the cases. */
export interface KubernetesRun {
  /** Absent for a rehearsal, which lives in the process of the cases. */
  setting: KubernetesSetting | null
  toolDirs: readonly string[]
  /** Ids or patterns such as `watches-*`. */
  only: readonly string[]
  golden: GoldenMode | null
}

declare module 'vitest' {
  interface ProvidedContext {
    kubernetes: KubernetesRun
  }
}

const { setting, toolDirs, only, golden } = inject('kubernetes')

defineKubernetes({
  title: setting?.title ?? 'rehearsal',
  bring: async () => (setting === null ? bringRehearsal(toolDirs) : { setting }),
  ...(golden !== null && { golden }),
  only: isAmong(only),
})
