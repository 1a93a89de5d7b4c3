import { bringRehearsal } from '../../fixtures/contract/kubernetes/targets/rehearsal.ts'
import { defineKubernetes } from '../../suites/contract/kubernetes/define.ts'

defineKubernetes({ title: 'Kubernetes of the rehearsal', bring: bringRehearsal })
