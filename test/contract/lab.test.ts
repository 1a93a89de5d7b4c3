import { bringLab } from '../../fixtures/contract/openstack/targets/lab.ts'
import { defineContract } from '../../suites/contract/openstack/define.ts'

defineContract({ title: 'on the lab', bring: bringLab })
