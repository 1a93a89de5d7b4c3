import { inject } from 'vitest'
import { bringFile, bringLab } from '../../fixtures/contract/controllers/targets/file.ts'
import { bringRehearsal } from '../../fixtures/contract/controllers/targets/rehearsal.ts'
import { defineControllers } from '../../suites/contract/controllers/define.ts'
import { isAmong } from './arguments.ts'
import type { ControllersRunOptions } from './controllers-options.ts'

declare module 'vitest' {
  interface ProvidedContext {
    controllers: ControllersRunOptions
  }
}

const { kubernetes, only, lab, record } = inject('controllers')

const bring = async () => {
  if (kubernetes === 'rehearsal') return bringRehearsal()
  return kubernetes === 'lab' ? bringLab() : bringFile(kubernetes, lab ? 'lab' : 'cluster')
}

defineControllers({
  title: kubernetes,
  bring,
  record,
  only: isAmong(only),
})
