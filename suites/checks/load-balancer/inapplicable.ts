import type { Inapplicable } from '../../../lib/catalog/check.ts'

export const NO_SERVICE_LB: Inapplicable = {
  settings: { serviceLb: ['none'] },
  reason: 'the stack is set to have no load balancer for Services',
}

export const NOT_OCTAVIA: Inapplicable = {
  settings: { serviceLb: ['yawol'] },
  reason: 'Services are balanced by yawol, which makes no Octavia load balancer',
}

export const OVN: Inapplicable = {
  settings: { serviceLb: ['octavia-ovn'] },
  reason: 'OVN balances on every node of the network, there are no machines to replace',
}

export const NOT_YAWOL: Inapplicable = {
  settings: { serviceLb: ['cloud-default', 'octavia-amphora', 'octavia-ovn'] },
  reason: 'Services are balanced by Octavia, yawol is not installed',
}
