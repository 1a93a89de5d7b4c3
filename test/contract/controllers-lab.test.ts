import { bringLab } from '../../fixtures/contract/controllers/targets/file.ts'
import { defineControllers } from '../../suites/contract/controllers/define.ts'

defineControllers({ title: 'Controllers of the lab', bring: bringLab })
