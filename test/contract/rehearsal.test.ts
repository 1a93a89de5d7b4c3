import { bringRehearsal } from '../../fixtures/contract/openstack/targets/rehearsal.ts'
import { defineContract } from '../../suites/contract/openstack/define.ts'

defineContract({ title: 'on the rehearsal', bring: bringRehearsal })
