import { bringRehearsal } from '../../fixtures/contract/controllers/targets/rehearsal.ts'
import { defineControllers } from '../../suites/contract/controllers/define.ts'

defineControllers({ title: 'Controllers of the rehearsal', bring: bringRehearsal })
