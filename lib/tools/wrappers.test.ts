import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createRelease, publishRelease } from './csctl.ts'
import { createNodeImages } from './csctl-openstack.ts'
import { dockerImageState, dockerState } from './docker.ts'
import { helmList, helmStatus, helmTemplate, helmUninstall, helmUpgradeInstall } from './helm.ts'
import { kubectlApply, kubectlApplyKustomization } from './kubectl.ts'
import { type FakeTools, fakeTools } from './testing/fake-tool.ts'
import { toolVersion } from './tool-version.ts'

let tools: FakeTools

beforeEach(() => {
  tools = fakeTools()
})

test('Helm gets values through standard input, never as arguments', async () => {
  tools.install('helm')
  const values = { clouds: { openstack: { auth: { password: 'canary-5ecret' } } } }
  await helmUpgradeInstall({
    ...tools.context,
    release: 'cso',
    chart: 'oci://registry.example/cso',
    version: '0.4.1',
    namespace: 'cso-system',
    kubeconfig: '/tmp/kc',
    createNamespace: true,
    values,
  })
  expect(tools.noted('args').replaceAll('\n', ' ')).toBe(
    'upgrade --install cso oci://registry.example/cso --namespace cso-system --version 0.4.1 --values - --kubeconfig /tmp/kc --create-namespace',
  )
  expect(parse(tools.noted('input'))).toEqual(values)
})

test('Helm releases are read from JSON, and anything else is an error', async () => {
  tools.install('helm', '[{"name":"cso","namespace":"cso-system","revision":"1","status":"deployed"}]')
  expect(await helmList({ ...tools.context, kubeconfig: '/tmp/kc' })).toMatchObject([
    { name: 'cso', status: 'deployed' },
  ])
  tools.install('helm', 'oops')
  await expect(helmList({ ...tools.context, kubeconfig: '/tmp/kc' })).rejects.toMatchObject({ code: 'E_PROCESS' })
})

test('A chart is rendered for a version of Kubernetes', async () => {
  tools.install('helm', 'kind: List')
  const chart = { release: 'ccm', chart: './ccm', namespace: 'kube-system', kubernetes: 'v1.34.1', includeCrds: true }
  expect(await helmTemplate({ ...tools.context, ...chart })).toBe('kind: List')
  expect(tools.noted('args').replaceAll('\n', ' ')).toContain('--kube-version v1.34.1 --include-crds')
})

test('A release is built and its folder found, while folders without metadata are not releases', async () => {
  const output = join(tools.path, 'out')
  mkdirSync(join(output, 'leftover'), { recursive: true })
  const release = join(output, 'openstack-scs2-1-34-v0-sha-abc1234')
  tools.install('csctl', '', `mkdir -p '${release}' && touch '${release}/metadata.yaml'`)
  expect(await createRelease({ ...tools.context, stackDir: './stack', output, mode: 'hash' })).toEqual([release])
  expect(tools.noted('args').split('\n')).toEqual(['create', './stack', '--output', output, '--mode', 'hash'])
})

test('The custom mode passes all versions', async () => {
  tools.install('csctl')
  const versions = { clusterStack: 'v0-git.1', clusterAddon: 'v0-git.1', nodeImage: 'v0-git.1' }
  await createRelease({ ...tools.context, stackDir: './stack', output: tools.path, mode: 'custom', versions })
  expect(tools.noted('args').replaceAll('\n', ' ')).toContain(
    '--mode custom --cluster-stack-version v0-git.1 --cluster-addon-version v0-git.1 --node-image-version v0-git.1',
  )
})

test('A helm release is asked for and removed, and one that is not there is no error', async () => {
  const release = { release: 'cso', namespace: 'cso-system', kubeconfig: '/tmp/kc' }
  tools.install(
    'helm',
    '{"name":"cso","namespace":"cso-system","version":2,"info":{"status":"deployed"},"config":{"secret":"x"}}',
  )
  const status = await helmStatus({ ...tools.context, ...release })
  expect(status).toEqual({ name: 'cso', namespace: 'cso-system', version: 2, info: { status: 'deployed' } })
  await helmUninstall({ ...tools.context, ...release, waitMs: 60_000 })
  expect(tools.words()).toBe(
    'uninstall cso --namespace cso-system --kubeconfig /tmp/kc --ignore-not-found --wait --timeout 1m00s',
  )
})

test('Manifests are applied on the server, alone or with changes', async () => {
  tools.install('kubectl')
  await kubectlApply({ ...tools.context, kubeconfig: '/tmp/kc', manifest: 'https://example.org/install.yaml' })
  expect(tools.words()).toBe(
    'apply --server-side --force-conflicts --kubeconfig /tmp/kc -f https://example.org/install.yaml',
  )
  await kubectlApplyKustomization({ ...tools.context, kubeconfig: '/tmp/kc', dir: '/k' })
  expect(tools.words()).toBe('apply --server-side --force-conflicts --kubeconfig /tmp/kc -k /k')
})

test('A release is published with its secrets in the environment, and masked where they come out', async () => {
  tools.install('csctl', '', 'echo "$OCI_PASSWORD"')
  const lines: string[] = []
  const registry = {
    registry: 'r.example',
    repository: 'r.example/stacks',
    username: 'robot',
    password: 'canary-5ecret',
  }
  const create = { ...tools.context, stackDir: './stack', output: tools.path, mode: 'stable' as const, registry }
  await publishRelease({ ...create, onLine: ({ text }) => lines.push(text) })
  expect(tools.words()).toBe(`create ./stack --output ${tools.path} --mode stable --publish --remote oci`)
  expect(tools.noted('env')).toMatch(/^OCI_PASSWORD=canary-5ecret$/m)
  expect(tools.noted('env')).toMatch(/^OCI_REPOSITORY=r.example\/stacks$/m)
  expect(tools.noted('env')).not.toContain('OCI_ACCESS_TOKEN')
  expect(lines.join()).not.toContain('canary-5ecret')
})

test('Node images of a release are written by the plugin, as csctl calls it', async () => {
  tools.install('csctl-openstack')
  await createNodeImages({
    ...tools.context,
    stackDir: './stack',
    releaseDir: './release',
    registryFile: './registry.yaml',
  })
  expect(tools.words()).toBe('create-node-images ./stack ./release ./registry.yaml')
})

const dockerSays = (stderr: string) => tools.install('docker', '', `echo "${stderr}" >&2; exit 1`)

test('The Docker engine is told from one that is not there, not running and not ours to use', async () => {
  tools.install('docker', '28.2.2\t/var/lib/docker')
  expect(await dockerState(tools.context)).toEqual({ state: 'running', version: '28.2.2', rootDir: '/var/lib/docker' })
  dockerSays('permission denied while trying to connect to the Docker daemon socket')
  expect(await dockerState(tools.context)).toMatchObject({ state: 'denied' })
  dockerSays('Cannot connect to the Docker daemon at unix:///var/run/docker.sock.')
  expect(await dockerState(tools.context)).toMatchObject({
    state: 'stopped',
    reason: expect.stringContaining('unix:///'),
  })
  const nowhere = { ...tools.context, env: { PATH: '/nonexistent' }, cleanEnv: true, path: '/nonexistent' }
  expect(await dockerState(nowhere)).toMatchObject({ state: 'missing' })
})

test('An image is here with its entrypoint, or in its registry, or nowhere', async () => {
  tools.install('docker', '["/usr/local/bin/entrypoint"]')
  expect(await dockerImageState('kindest/node:v1', tools.context)).toEqual({
    state: 'here',
    entrypoint: ['/usr/local/bin/entrypoint'],
  })
  tools.install('docker', '{}', '[ "$1" = manifest ] || exit 1')
  expect(await dockerImageState('kindest/node:v1', tools.context)).toEqual({ state: 'in-registry' })
  dockerSays('manifest unknown')
  expect(await dockerImageState('kindest/node:v1', tools.context)).toEqual({
    state: 'unknown',
    reason: 'manifest unknown',
  })
})

test.each([
  ['kind', 'kind v0.30.0 go1.24.6 linux/amd64', '0.30.0'],
  ['clusterctl', 'v1.10.5', '1.10.5'],
  ['helm', 'v3.18.4+gd80839c', '3.18.4'],
  ['kubectl', '{"clientVersion":{"buildDate":"2025-05-15T08:27:33Z","gitVersion":"v1.33.1"}}', '1.33.1'],
  ['csctl', 'csctl dev', 'csctl dev'],
])('The version of %s is read from its own words', async (tool, answer, version) => {
  tools.install(tool, answer)
  expect(await toolVersion(tool, tools.context)).toBe(version)
})
