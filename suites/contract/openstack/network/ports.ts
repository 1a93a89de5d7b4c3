import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNeutronError, NO_ID, neutronOf } from './neutron.ts'

const MINUTES = 60_000

/** Ports. */
export const PORTS: readonly ContractCase[] = [
  {
    id: 'network-119',
    title: 'A port gets an address and the default security group, and shows its binding to administrators only',
    timeoutMs: 3 * MINUTES,
    needs: ['admin'],
    run: async (context) => {
      const neutron = neutronOf(context)
      const { network, subnet } = await neutron.network()
      const created = await neutron.create('/ports', { name: context.name(), network_id: network.id })
      context.golden('created', created)
      const { port } = created.body
      expect(port.fixed_ips).toEqual([{ subnet_id: subnet.id, ip_address: expect.stringMatching(/^10\.77\.1\./) }])
      const [group] = await neutron.list('/security-groups', { name: 'default' })
      expect(port).toMatchObject({ status: 'DOWN', device_owner: '', security_groups: [group!.id] })
      const shown = await neutron.ask('GET', `/ports/${port.id}`)
      context.golden('shown', shown)
      expect(Object.keys(shown.body.port)).not.toContain('binding:vif_type')
      const admins = await neutronOf(context, context.admin()).ask('GET', `/ports/${port.id}`)
      expect(admins.body.port).toMatchObject({ 'binding:vif_type': 'unbound', 'binding:host_id': '' })
      context.golden('shown to an administrator', admins)
    },
  },
  {
    id: 'network-120',
    title: 'Allowed address pairs get the port’s own MAC address, are replaced as a whole, and need port security',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { network } = await neutron.network()
      const port = await neutron.make('/ports', {
        network_id: network.id,
        allowed_address_pairs: [{ ip_address: '10.77.1.200' }],
      })
      const own = (ip_address: string) => ({ mac_address: port.mac_address, ip_address })
      expect(port.allowed_address_pairs).toEqual([own('10.77.1.200')])
      const put = (pairs: object[]) =>
        neutron.ask('PUT', `/ports/${port.id}`, { port: { allowed_address_pairs: pairs } })
      const foreign = { mac_address: 'fa:16:3e:00:00:01', ip_address: '10.77.9.0/24' }
      const changed = await put([{ ip_address: '10.77.1.201' }, foreign])
      expect(changed.body.port.allowed_address_pairs).toHaveLength(2)
      expect(changed.body.port.allowed_address_pairs).toEqual(expect.arrayContaining([own('10.77.1.201'), foreign]))
      context.golden('changed', changed)
      expectNeutronError(
        await put([{ ip_address: 'bogus' }]),
        400,
        'HTTPBadRequest',
        "'bogus' is not a valid IP address",
      )
      const noAddress = await put([{ mac_address: 'fa:16:3e:00:00:01' }])
      expectNeutronError(noAddress, 400, 'AllowedAddressPairsMissingIP')
      const open = { port_security_enabled: false, allowed_address_pairs: [{ ip_address: '10.77.1.200' }] }
      const refused = await neutron.ask('POST', '/ports', { port: { network_id: network.id, ...open } })
      const words = 'Port Security must be enabled in order to have allowed address pairs on a port.'
      expectNeutronError(refused, 409, 'AddressPairAndPortSecurityRequired', words)
    },
  },
  {
    id: 'network-121',
    title: 'A port can be moved to another address, device and group, but not to another network or MAC address',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { network, subnet } = await neutron.network()
      const port = await neutron.make('/ports', { network_id: network.id })
      const put = (body: object) => neutron.ask('PUT', `/ports/${port.id}`, { port: body })
      const device = { device_id: context.name('device'), device_owner: 'compute:contract' }
      const moved = await put({ fixed_ips: [{ ip_address: '10.77.1.99' }], security_groups: [], ...device })
      expect(moved.body.port).toMatchObject({
        fixed_ips: [{ subnet_id: subnet.id, ip_address: '10.77.1.99' }],
        security_groups: [],
        ...device,
      })
      const byAddress = { fixed_ips: 'ip_address=10.77.1.99', network_id: network.id }
      for (const query of [byAddress, { device_id: device.device_id }]) {
        expect((await neutron.list('/ports', query)).map(({ id }) => id)).toEqual([port.id])
      }
      const denied = '(rule:update_port and rule:update_port:mac_address) is disallowed by policy'
      expectNeutronError(await put({ mac_address: 'fa:16:3e:00:00:01' }), 403, 'PolicyNotAuthorized', denied)
      const fixed = 'Cannot update read-only attribute network_id'
      expectNeutronError(await put({ network_id: network.id }), 400, 'HTTPBadRequest', fixed)
    },
  },
  {
    id: 'network-122',
    title: 'An address that is taken or out of place, and a network or group that is not there, are refused by type',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { network, subnet } = await neutron.network()
      const fixed = (fixed_ips: object) => ({ fixed_ips: [fixed_ips] })
      // Beyond the first 64, of which Neutron gives one to a port of its own.
      await neutron.make('/ports', { network_id: network.id, ...fixed({ ip_address: '10.77.1.140' }) })
      const post = (more: object) => neutron.ask('POST', '/ports', { port: { network_id: network.id, ...more } })
      const taken = await post(fixed({ ip_address: '10.77.1.140' }))
      const words = `IP address 10.77.1.140 already allocated in subnet ${subnet.id}`
      expectNeutronError(taken, 409, 'IpAddressAlreadyAllocated', words)
      context.golden('taken', taken)
      const outside = fixed({ ip_address: '10.78.1.40' })
      expectNeutronError(await post(outside), 400, 'InvalidIpForNetwork')
      const wrong = fixed({ subnet_id: subnet.id, ip_address: '10.78.1.40' })
      expectNeutronError(await post(wrong), 400, 'InvalidIpForSubnet')
      expectNeutronError(await post(fixed({ subnet_id: NO_ID })), 404, 'SubnetNotFound')
      expectNeutronError(await post({ network_id: NO_ID }), 404, 'NetworkNotFound')
      expectNeutronError(await post({ security_groups: [NO_ID] }), 404, 'SecurityGroupNotFound')
      const missing = "Failed to parse request. Required attribute 'network_id' not specified"
      expectNeutronError(await post({ network_id: undefined }), 400, 'HTTPBadRequest', missing)
    },
  },
  {
    id: 'network-123',
    title: 'Many ports can be made by one request, all or none',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { network } = await neutron.network()
      const port = (suffix: string, more = {}) => ({ name: context.name(suffix), network_id: network.id, ...more })
      const made = await neutron.ask('POST', '/ports', { ports: [port('one'), port('two')] })
      expect(made.status, made.text).toBe(201)
      const rows: { id: string; name: string }[] = made.body.ports
      for (const { id } of rows) context.undo(() => neutron.ask('DELETE', `/ports/${id}`))
      expect(rows.map(({ name }) => name)).toEqual([context.name('one'), context.name('two')])
      const half = [port('three'), port('four', { fixed_ips: [{ ip_address: '10.78.1.40' }] })]
      expectNeutronError(await neutron.ask('POST', '/ports', { ports: half }), 400, 'InvalidIpForNetwork')
      expect(await neutron.list('/ports', { name: context.name('three') })).toEqual([])
    },
  },
]
