import { afterEach, beforeEach, expect, test } from 'vitest'
import { json, USER } from '../testing/scripted-cloud.ts'
import { type SessionUnderTest, startSession } from './testing/session.ts'

let under: SessionUnderTest

beforeEach(async () => {
  under = await startSession()
})

afterEach(() => under.close())

// The clock of these tests runs ahead of the server's.
const now = () => new Date(Date.now() + 86_400_000).toISOString()
const longAgo = '2020-01-01T00:00:00Z'

/** POSTs that are carried out by `made` and answered from the second on; the first answer is lost on the way. */
const losing = (path: string, answer: (body: Record<string, unknown>) => object | undefined, lost = 1) => {
  let asked = 0
  under.cloud.on(`POST ${path}`, ({ body }, response) => {
    const made = answer(body)
    if (++asked <= lost) return void response.destroy()
    json(response, 201, made)
  })
}

test('A network whose creation was carried out but not answered is adopted', async () => {
  const { cloud, session, lines } = under
  const networks: object[] = [{ id: 'old', name: 'sp-abc', created_at: longAgo }]
  losing('/networking/v2.0/networks', ({ network }) => {
    networks.push({ id: 'n1', created_at: now(), ...(network as object) })
    return undefined
  })
  cloud.on('GET /networking/v2.0/networks', (_, response) => json(response, 200, { networks }))
  expect(await session.network.networks.create({ name: 'sp-abc' })).toMatchObject({ id: 'n1', name: 'sp-abc' })
  expect(cloud.asked('POST /networking/v2.0/networks')).toHaveLength(1)
  expect(cloud.seen.at(-1)!.query.get('name')).toBe('sp-abc')
  expect(lines).toEqual([
    { kind: 'network', name: 'sp-abc', scope: session.projectId, via: 'POST /networking/v2.0/networks' },
    { token: 't1', id: 'n1', requestId: undefined },
  ])
})

test('What appears late is found before anything is sent again', async () => {
  const { cloud, session } = under
  losing('/networking/v2.0/ports', () => undefined)
  let looks = 0
  cloud.on('GET /networking/v2.0/ports', (_, response) =>
    json(response, 200, { ports: ++looks < 3 ? [] : [{ id: 'p1', name: 'p', network_id: 'n', created_at: now() }] }),
  )
  expect((await session.network.ports.create({ name: 'p', network_id: 'n' })).id).toBe('p1')
  expect(cloud.asked('POST /networking/v2.0/ports')).toHaveLength(1)
})

test('What was never made is made by a second request, under one line of the ledger', async () => {
  const { cloud, session, lines } = under
  losing('/networking/v2.0/floatingips', () => ({ floatingip: { id: 'f1', description: 'sp-abc' } }))
  const other = { id: 'f0', description: 'sp-abc', floating_network_id: 'other', created_at: now() }
  cloud.on('GET /networking/v2.0/floatingips', (_, response) => json(response, 200, { floatingips: [other] }))
  const made = await session.network.floatingIps.create({ description: 'sp-abc', floating_network_id: 'ext' })
  expect(made.id).toBe('f1')
  expect(cloud.asked('POST /networking/v2.0/floatingips')).toHaveLength(2)
  expect(lines).toMatchObject([{ kind: 'floatingip' }, { token: 't1', id: 'f1' }])
})

test('Two of them are an error that names both, and the line of the ledger stays open', async () => {
  const { cloud, session, lines } = under
  losing('/compute/v2.1/servers', () => undefined)
  const servers = ['s1', 's2'].map((id) => ({ id, name: 'sp-abc', created: now() }))
  cloud.on('GET /compute/v2.1/servers/detail', (_, response) => json(response, 200, { servers }))
  await expect(session.compute.servers.create({ name: 'sp-abc' })).rejects.toMatchObject({
    code: 'E_OPENSTACK',
    message: 'expected one server sp-abc after a lost answer, got s1, s2',
    details: { ids: ['s1', 's2'], ambiguous: true },
  })
  expect(lines).toHaveLength(1)
})

test('One that the cloud finishes after all, beside the second, is found', async () => {
  const { cloud, session } = under
  const volumes: object[] = []
  losing('/volume/v3/b0a0c3f65d2e4c56a1e5a0f0b6b5a001/volumes', ({ volume }) => {
    const made = { id: `v${volumes.length}`, created_at: now().slice(0, -1), ...(volume as object) }
    if (cloud.seen.filter(({ method }) => method === 'POST').length > 2)
      volumes.push({ ...made, id: 'v-late' }, { ...made, id: 'v-new' })
    return { volume: made }
  })
  cloud.on('GET /volume/v3/b0a0c3f65d2e4c56a1e5a0f0b6b5a001/volumes/detail', (_, response) =>
    json(response, 200, { volumes }),
  )
  const create = session.blockStorage.volumes.create({ name: 'sp-abc', size: 1 })
  await expect(create).rejects.toThrow('got v-late, v-new')
})

test('A conflict on the second request means that the first had been done', async () => {
  const { cloud, session } = under
  const rule = { security_group_id: 'g', direction: 'ingress', protocol: 'tcp', port_range_min: 22, port_range_max: 22 }
  let asked = 0
  cloud.on('POST /networking/v2.0/security-group-rules', (_, response) =>
    ++asked === 1
      ? void response.destroy()
      : json(response, 409, { NeutronError: { type: 'SecurityGroupRuleExists', message: 'exists' } }),
  )
  cloud.on('GET /networking/v2.0/security-group-rules', (_, response) => {
    const wider = { ...rule, id: 'r0', remote_ip_prefix: '10.0.0.0/8', created_at: now() }
    const same = { ...rule, id: 'r1', remote_ip_prefix: null, ethertype: 'IPv4', created_at: now() }
    json(response, 200, { security_group_rules: asked < 2 ? [wider] : [wider, same] })
  })
  expect((await session.network.securityGroupRules.create(rule)).id).toBe('r1')
})

test('A refusal after a lost answer leaves the line open: the first may have been done', async () => {
  const { cloud, session, lines } = under
  let asked = 0
  cloud.on('POST /networking/v2.0/networks', (_, response) =>
    ++asked === 1
      ? void response.writeHead(504).end()
      : json(response, 409, { NeutronError: { type: 'OverQuota', message: 'Quota exceeded' } }),
  )
  cloud.on('GET /networking/v2.0/networks', (_, response) => json(response, 200, { networks: [] }))
  await expect(session.network.networks.create({ name: 'sp-abc' })).rejects.toMatchObject({
    code: 'E_QUOTA',
    details: { ambiguous: true },
  })
  expect(lines).toHaveLength(1)
})

test('Three lost answers without a trace are the end', async () => {
  const { cloud, session } = under
  losing('/networking/v2.0/networks', () => undefined, 9)
  cloud.on('GET /networking/v2.0/networks', (_, response) => json(response, 200, { networks: [] }))
  await expect(session.network.networks.create({ name: 'sp-abc' })).rejects.toMatchObject({
    details: { ambiguous: true },
  })
  expect(cloud.asked('POST /networking/v2.0/networks')).toHaveLength(3)
})

test('What has no mark of ours is neither looked for nor sent again', async () => {
  const { cloud, session } = under
  losing('/networking/v2.0/networks', () => undefined)
  await expect(session.network.networks.create({})).rejects.toMatchObject({ details: { ambiguous: true } })
  expect(cloud.asked('POST /networking/v2.0/networks')).toHaveLength(1)
  expect(cloud.asked('GET /networking/v2.0/networks')).toHaveLength(0)
})

test('An image has an id of our choice, by which it is found again', async () => {
  const { cloud, session } = under
  let made: Record<string, unknown> | undefined
  losing('/image/v2/images', (body) => {
    made = { ...body, created_at: now() }
    return made
  })
  cloud.on('GET /image/v2/images', ({ query }, response) =>
    json(response, 200, { images: query.get('id') === made?.id ? [made] : [] }),
  )
  const image = await session.image.images.create({ name: 'sp-abc' })
  expect(image.id).toMatch(/^[0-9a-f-]{36}$/)
  expect(image.id).toBe(made!.id)
  expect((await session.image.images.create({ id: 'mine' })).id).toBe('mine')
})

test('A keypair whose private key is lost with the answer is made anew, and an older one is left alone', async () => {
  const { cloud, session, redactor } = under
  let stored: object | undefined
  losing('/compute/v2.1/os-keypairs', ({ keypair }) => {
    stored = { ...(keypair as object), created_at: now() }
    return { keypair: { ...stored, private_key: 'canary-key' } }
  })
  cloud.on('GET /compute/v2.1/os-keypairs', (_, response) =>
    json(response, 200, { keypairs: stored ? [{ keypair: { name: 'k' } }] : [] }),
  )
  cloud.on('GET /compute/v2.1/os-keypairs/k', (_, response) => json(response, 200, { keypair: stored }))
  cloud.on('DELETE /compute/v2.1/os-keypairs/k', (_, response) => {
    stored = undefined
    response.writeHead(204).end()
  })
  expect((await session.compute.keypairs.create({ name: 'k' })).private_key).toBe('canary-key')
  expect(redactor.text('canary-key')).toBe('•••')
  expect(cloud.asked('DELETE /compute/v2.1/os-keypairs/k')).toHaveLength(1)
  stored = { name: 'k', created_at: longAgo }
  cloud.on('POST /compute/v2.1/os-keypairs', (_, response) => void response.destroy())
  await expect(session.compute.keypairs.create({ name: 'k' })).rejects.toThrow()
  expect(stored).toBeDefined()
})

test('The secret of an application credential is ours, so that it outlives a lost answer', async () => {
  const { cloud, session, redactor } = under
  const path = `/identity/v3/users/${USER}/application_credentials`
  let secret = ''
  losing(path, ({ application_credential: sent }) => {
    secret = (sent as { secret: string }).secret
    return undefined
  })
  cloud.on(`GET ${path}`, (_, response) => json(response, 200, { application_credentials: [{ id: 'a', name: 'sp' }] }))
  const made = await session.identity.applicationCredentials.create({ name: 'sp' })
  expect(made).toMatchObject({ id: 'a', secret })
  expect(secret.length).toBeGreaterThan(80)
  expect(redactor.text(secret)).toBe('•••')
})

test('A success without a resource is a lost answer too', async () => {
  const { cloud, session } = under
  cloud.on('POST /networking/v2.0/networks', (_, response) => void response.writeHead(201).end())
  const found = { id: 'n1', name: 'sp-abc', created_at: now() }
  cloud.on('GET /networking/v2.0/networks', (_, response) => json(response, 200, { networks: [found] }))
  expect((await session.network.networks.create({ name: 'sp-abc' })).id).toBe('n1')
})
