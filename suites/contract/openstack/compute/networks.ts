import type { ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { Resource } from '../../../../lib/openstack/types.ts'
import { neutronOf } from '../network/neutron.ts'

/** A network with a subnet for a case's servers, and a port in it for those that bring their own. */
export const networkOf = async (
  context: ContractContext,
): Promise<{ network: Resource; port(): Promise<Resource> }> => {
  const neutron = neutronOf(context)
  const { network } = await neutron.network('10.77.2.0/24')
  return { network, port: () => neutron.make('/ports', { network_id: network.id }) }
}
