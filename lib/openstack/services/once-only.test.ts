import { afterEach, beforeEach, expect, test } from 'vitest'
import { json } from '../testing/scripted-cloud.ts'
import { type SessionUnderTest, startSession } from './testing/session.ts'

let under: SessionUnderTest

beforeEach(async () => {
  under = await startSession()
})

afterEach(() => under.close())

const INTERFACE = '/networking/v2.0/routers/r1'

test.each([
  ['add', true],
  ['remove', false],
] as const)('To %s an interface of a router counts as done when the port says so', async (what, there) => {
  const { cloud, session } = under
  cloud.on(`PUT ${INTERFACE}/${what}_router_interface`, (_, response) => void response.destroy())
  let looks = 0
  cloud.on('GET /networking/v2.0/ports', ({ query }, response) => {
    const port = { id: 'p', fixed_ips: [{ subnet_id: 's1' }] }
    const yes = ++looks > 1 ? there : !there
    json(response, 200, { ports: yes && query.get('device_id') === 'r1' ? [port] : [] })
  })
  await session.network.routers[`${what}Interface`]('r1', { subnet_id: 's1' })
  expect(cloud.asked(`PUT ${INTERFACE}/${what}_router_interface`)).toHaveLength(1)
})

test('A refused interface is an error when nothing was lost', async () => {
  const { cloud, session } = under
  cloud.on(`PUT ${INTERFACE}/add_router_interface`, (_, response) =>
    json(response, 400, { NeutronError: { type: 'BadRequest', message: 'Router already has a port on subnet s1' } }),
  )
  await expect(session.network.routers.addInterface('r1', { subnet_id: 's1' })).rejects.toThrow('already has a port')
  expect(cloud.asked('GET /networking/v2.0/ports')).toHaveLength(0)
})

test('An import that was not answered is under way when the image says so', async () => {
  const { cloud, session } = under
  let image: object = { id: 'i', status: 'queued' }
  cloud.on('POST /image/v2/images/i/import', (_, response) => {
    image = { id: 'i', status: 'queued', os_glance_import_task: 't' }
    response.destroy()
  })
  cloud.on('GET /image/v2/images/i', (_, response) => json(response, 200, image))
  await session.image.importFromUrl('i', 'http://x/y')
  expect(cloud.asked('POST /image/v2/images/i/import')).toHaveLength(1)
})

test('An attachment of a volume that was not answered is found among the attachments', async () => {
  const { cloud, session } = under
  const path = '/compute/v2.1/servers/s1/os-volume_attachments'
  cloud.on(`POST ${path}`, (_, response) => void response.destroy())
  cloud.on(`GET ${path}`, (_, response) =>
    json(response, 200, {
      volumeAttachments: [
        { id: 'v0', volumeId: 'v0' },
        { volumeId: 'v1', device: '/dev/vdb' },
      ],
    }),
  )
  expect(await session.compute.servers.attachVolume('s1', 'v1')).toEqual({
    id: 'v1',
    volumeId: 'v1',
    device: '/dev/vdb',
  })
})
