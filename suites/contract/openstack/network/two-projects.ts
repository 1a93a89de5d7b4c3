import type { ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { RawAnswer } from '../../../../lib/openstack/types.ts'
import { neutronOf } from './neutron.ts'

/** The action of a policy that lets others use a thing. */
export const SHARED = 'access_as_shared'

/** Neutron as the tenant and as another project, and a policy that shares something of the one's with the other. */
export const twoProjects = (context: ContractContext) => {
  const [neutron, other] = [neutronOf(context), neutronOf(context, context.other())]
  const target = context.other().projectId
  const policy = (object_type: string, object_id: string) => ({
    object_type,
    object_id,
    target_tenant: target,
    action: SHARED,
  })
  return { neutron, other, target, policy }
}

/** Neutron's message names the function that refused, with the number of an object in its memory. */
export const unnumbered = (answer: RawAnswer): RawAnswer => ({
  ...answer,
  body: JSON.parse(JSON.stringify(answer.body).replace(/-\d+ failed/g, '-0 failed')),
})
