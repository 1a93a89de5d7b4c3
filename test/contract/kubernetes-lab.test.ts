import { findLab } from '../../fixtures/contract/kubernetes/targets/lab.ts'
import { defineKubernetes } from '../../suites/contract/kubernetes/define.ts'

defineKubernetes({ title: 'Kubernetes of the lab', bring: findLab })
