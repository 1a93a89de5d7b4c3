import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createRedactor } from '../core/redact.ts'
import { temporaryFolder } from '../kubernetes/testing/folder.ts'
import { clusterctlInit } from './clusterctl.ts'
import { createRelease } from './csctl.ts'
import { helmList, helmTemplate, helmUpgradeInstall } from './helm.ts'
import { kindCreate, kindDelete, kindKubeconfig, kindList } from './kind.ts'
import { toolVersion } from './tool-version.ts'
import type { ToolOptions } from './types.ts'

let path: string
let context: ToolOptions

beforeEach(() => {
  path = temporaryFolder()
  context = { path, redactor: createRedactor(), timeoutMs: 15_000 }
})

/** A real executable that notes its arguments, input and environment and then answers. */
const install = (tool: string, answer = '', before = '') =>
  writeFileSync(
    join(path, tool),
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${path}/args'\nenv > '${path}/env'\ncat > '${path}/input'\n${before}\nprintf '%s' '${answer}'\n`,
    { mode: 0o755 },
  )

const noted = (what: 'args' | 'env' | 'input') => readFileSync(join(path, what), 'utf8').trim()

test('A kind cluster is created from a configuration on standard input', async () => {
  install('kind')
  const config = {
    nodes: [{ role: 'control-plane', extraMounts: [{ hostPath: '/a', containerPath: '/.release' }] }],
  } as const
  await kindCreate({ ...context, name: 'sp-abc', config, kubeconfig: '/tmp/kc', waitMs: 90_000 })
  expect(noted('args').split('\n')).toEqual(
    'create cluster --name sp-abc --config - --kubeconfig /tmp/kc --wait 1m30s'.split(' '),
  )
  expect(parse(noted('input'))).toEqual({ kind: 'Cluster', apiVersion: 'kind.x-k8s.io/v1alpha4', ...config })
})

test('Kind clusters are listed one a line, and the sentence for none is not one', async () => {
  install('kind', 'one\ntwo')
  expect(await kindList(context)).toEqual(['one', 'two'])
  install('kind', 'No kind clusters found.')
  expect(await kindList(context)).toEqual([])
})

test('A kubeconfig is returned but never told as a line', async () => {
  install('kind', 'apiVersion: v1')
  const lines: unknown[] = []
  expect(await kindKubeconfig({ ...context, onLine: (line) => lines.push(line), name: 'sp-abc' })).toBe(
    'apiVersion: v1',
  )
  expect(lines).toEqual([])
})

test('A kind cluster is deleted by name', async () => {
  install('kind')
  await kindDelete({ ...context, name: 'sp-abc' })
  expect(noted('args').split('\n')).toEqual(['delete', 'cluster', '--name', 'sp-abc'])
})

test('Cluster API is initialised with pinned providers and gates in the environment', async () => {
  install('clusterctl')
  await clusterctlInit({
    ...context,
    kubeconfig: '/tmp/kc',
    core: 'v1.10.5',
    infrastructure: ['openstack:v0.12.6'],
    featureGates: { CLUSTER_TOPOLOGY: true, EXP_RUNTIME_SDK: false },
  })
  const args = noted('args').replaceAll('\n', ' ')
  expect(args).toContain('--core cluster-api:v1.10.5 --bootstrap kubeadm:v1.10.5 --control-plane kubeadm:v1.10.5')
  expect(args).toContain('--infrastructure openstack:v0.12.6')
  expect(noted('env')).toMatch(/^CLUSTER_TOPOLOGY=true$/m)
  expect(noted('env')).toMatch(/^EXP_RUNTIME_SDK=false$/m)
})

test('Helm gets values through standard input, never as arguments', async () => {
  install('helm')
  const values = { clouds: { openstack: { auth: { password: 'canary-5ecret' } } } }
  await helmUpgradeInstall({
    ...context,
    release: 'cso',
    chart: 'oci://registry.example/cso',
    version: '0.4.1',
    namespace: 'cso-system',
    kubeconfig: '/tmp/kc',
    createNamespace: true,
    values,
  })
  expect(noted('args').replaceAll('\n', ' ')).toBe(
    'upgrade --install cso oci://registry.example/cso --namespace cso-system --version 0.4.1 --values - --kubeconfig /tmp/kc --create-namespace',
  )
  expect(parse(noted('input'))).toEqual(values)
})

test('Helm releases are read from JSON, and anything else is an error', async () => {
  install('helm', '[{"name":"cso","namespace":"cso-system","revision":"1","status":"deployed"}]')
  expect(await helmList({ ...context, kubeconfig: '/tmp/kc' })).toMatchObject([{ name: 'cso', status: 'deployed' }])
  install('helm', 'oops')
  await expect(helmList({ ...context, kubeconfig: '/tmp/kc' })).rejects.toMatchObject({ code: 'E_PROCESS' })
})

test('A chart is rendered for a version of Kubernetes', async () => {
  install('helm', 'kind: List')
  const chart = { release: 'ccm', chart: './ccm', namespace: 'kube-system', kubernetes: 'v1.34.1', includeCrds: true }
  expect(await helmTemplate({ ...context, ...chart })).toBe('kind: List')
  expect(noted('args').replaceAll('\n', ' ')).toContain('--kube-version v1.34.1 --include-crds')
})

test('A release is built and its folder found, while folders without metadata are not releases', async () => {
  const output = join(path, 'out')
  mkdirSync(join(output, 'leftover'), { recursive: true })
  const release = join(output, 'openstack-scs2-1-34-v0-sha-abc1234')
  install('csctl', '', `mkdir -p '${release}' && touch '${release}/metadata.yaml'`)
  expect(await createRelease({ ...context, stackDir: './stack', output, mode: 'hash' })).toEqual([release])
  expect(noted('args').split('\n')).toEqual(['create', './stack', '--output', output, '--mode', 'hash'])
})

test('The custom mode passes all versions', async () => {
  install('csctl')
  const versions = { clusterStack: 'v0-git.1', clusterAddon: 'v0-git.1', nodeImage: 'v0-git.1' }
  await createRelease({ ...context, stackDir: './stack', output: path, mode: 'custom', versions })
  expect(noted('args').replaceAll('\n', ' ')).toContain(
    '--mode custom --cluster-stack-version v0-git.1 --cluster-addon-version v0-git.1 --node-image-version v0-git.1',
  )
})

test.each([
  ['kind', 'kind v0.30.0 go1.24.6 linux/amd64', '0.30.0'],
  ['clusterctl', 'v1.10.5', '1.10.5'],
  ['helm', 'v3.18.4+gd80839c', '3.18.4'],
  ['kubectl', '{"clientVersion":{"buildDate":"2025-05-15T08:27:33Z","gitVersion":"v1.33.1"}}', '1.33.1'],
  ['csctl', 'csctl dev', 'csctl dev'],
])('The version of %s is read from its own words', async (tool, answer, version) => {
  install(tool, answer)
  expect(await toolVersion(tool, context)).toBe(version)
})
