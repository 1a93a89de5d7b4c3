import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { clusterctlDescribe, clusterctlInit, clusterctlKubeconfig, clusterctlMove } from './clusterctl.ts'
import {
  kindCreate,
  kindDelete,
  kindExportLogs,
  kindKubeconfig,
  kindList,
  kindLoadArchive,
  kindLoadImages,
} from './kind.ts'
import { type FakeTools, fakeTools } from './testing/fake-tool.ts'

let tools: FakeTools

beforeEach(() => {
  tools = fakeTools()
})

test('A kind cluster is created from a configuration on standard input', async () => {
  tools.install('kind')
  const config = {
    nodes: [{ role: 'control-plane', extraMounts: [{ hostPath: '/a', containerPath: '/.release' }] }],
  } as const
  await kindCreate({ ...tools.context, name: 'sp-abc', config, kubeconfig: '/tmp/kc', waitMs: 90_000 })
  expect(tools.noted('args').split('\n')).toEqual(
    'create cluster --name sp-abc --config - --kubeconfig /tmp/kc --wait 1m30s'.split(' '),
  )
  expect(parse(tools.noted('input'))).toEqual({ kind: 'Cluster', apiVersion: 'kind.x-k8s.io/v1alpha4', ...config })
})

test('Kind clusters are listed one a line, and the sentence for none is not one', async () => {
  tools.install('kind', 'one\ntwo')
  expect(await kindList(tools.context)).toEqual(['one', 'two'])
  tools.install('kind', 'No kind clusters found.')
  expect(await kindList(tools.context)).toEqual([])
})

test('A kubeconfig is returned but never told as a line', async () => {
  tools.install('kind', 'apiVersion: v1')
  const lines: unknown[] = []
  expect(await kindKubeconfig({ ...tools.context, onLine: (line) => lines.push(line), name: 'sp-abc' })).toBe(
    'apiVersion: v1',
  )
  expect(lines).toEqual([])
})

test('A kind cluster is deleted by name', async () => {
  tools.install('kind')
  await kindDelete({ ...tools.context, name: 'sp-abc' })
  expect(tools.noted('args').split('\n')).toEqual(['delete', 'cluster', '--name', 'sp-abc'])
})

test('Cluster API is initialised with pinned providers and gates in the environment', async () => {
  tools.install('clusterctl')
  await clusterctlInit({
    ...tools.context,
    kubeconfig: '/tmp/kc',
    core: 'v1.10.5',
    infrastructure: ['openstack:v0.12.6'],
    featureGates: { CLUSTER_TOPOLOGY: true, EXP_RUNTIME_SDK: false },
  })
  const args = tools.noted('args').replaceAll('\n', ' ')
  expect(args).toContain('--core cluster-api:v1.10.5 --bootstrap kubeadm:v1.10.5 --control-plane kubeadm:v1.10.5')
  expect(args).toContain('--infrastructure openstack:v0.12.6')
  expect(args).toContain('--kubeconfig /tmp/kc')
  expect(tools.noted('env')).toMatch(/^CLUSTER_TOPOLOGY=true$/m)
  expect(tools.noted('env')).toMatch(/^EXP_RUNTIME_SDK=false$/m)
})

test('Images and archives are loaded into the nodes of a kind cluster, and its logs taken out', async () => {
  tools.install('kind')
  await kindLoadArchive({ ...tools.context, name: 'sp-abc', archive: '/images/cso.tar' })
  expect(tools.words()).toBe('load image-archive /images/cso.tar --name sp-abc')
  await kindLoadImages({ ...tools.context, name: 'sp-abc', images: ['a:1', 'b:2'] })
  expect(tools.words()).toBe('load docker-image a:1 b:2 --name sp-abc')
  await kindExportLogs({ ...tools.context, name: 'sp-abc', dir: '/logs' })
  expect(tools.words()).toBe('export logs /logs --name sp-abc')
})

test('clusterctl gets repositories and images by a file that is gone afterwards', async () => {
  const copy = join(tools.path, 'config.yaml')
  tools.install(
    'clusterctl',
    '',
    `while [ $# -gt 0 ]; do [ "$1" = --config ] && cp "$2" '${copy}' && echo "$2" > '${tools.path}/file'; shift; done`,
  )
  const config = {
    providers: [
      {
        name: 'openstack',
        type: 'InfrastructureProvider' as const,
        url: '/repo/infrastructure-openstack/v0.12.6/c.yaml',
      },
    ],
    images: { 'cluster-api/cluster-api-controller': { repository: 'mirror.example/capi', tag: 'v1' } },
    'cert-manager': { version: 'v1.19.1' },
  }
  await clusterctlInit({ ...tools.context, config, infrastructure: ['openstack:v0.12.6'] })
  expect(parse(readFileSync(copy, 'utf8'))).toEqual(config)
  expect(() => readFileSync(readFileSync(join(tools.path, 'file'), 'utf8').trim())).toThrow('ENOENT')
})

test('A cluster is described, moved, and its kubeconfig got without a word in the log', async () => {
  tools.install('clusterctl', 'NAME  READY')
  const cluster = { cluster: 'c1', namespace: 'n1', kubeconfig: '/tmp/kc' }
  expect(await clusterctlDescribe({ ...tools.context, ...cluster, allConditions: true })).toBe('NAME  READY')
  expect(tools.words()).toBe('describe cluster c1 --namespace n1 --show-conditions all --kubeconfig /tmp/kc')
  await clusterctlMove({ ...tools.context, namespace: 'n1', to: { directory: '/backup' }, dryRun: true })
  expect(tools.words()).toBe('move --namespace n1 --to-directory /backup --dry-run')
  await clusterctlMove({ ...tools.context, namespace: 'n1', to: { kubeconfig: '/other' } })
  expect(tools.words()).toBe('move --namespace n1 --to-kubeconfig /other')
  const lines: unknown[] = []
  await clusterctlKubeconfig({ ...tools.context, ...cluster, onLine: (line) => lines.push(line) })
  expect(lines).toEqual([])
})
