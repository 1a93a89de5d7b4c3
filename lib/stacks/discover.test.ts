import { afterEach, expect, test } from 'vitest'
import { discoverStacks } from './discover.ts'
import { discoverySummary } from './summary.ts'
import { describeStacks } from './table.ts'
import { directoryWith, type Files, minimalStack, OWN_STACKS } from './testing/directories.ts'

let remove: (() => void) | undefined
afterEach(() => {
  remove?.()
  remove = undefined
})

const discover = (files: Files) => {
  const made = directoryWith(files)
  remove = made.remove
  return discoverStacks(made.dir)
}

const CSCTL = 'csctl.yaml'
const GOOD = minimalStack('providers/openstack/good')

/** Problems of a stack that has this one file changed, beside a good one that must still be found. */
const problemsWith = async (changes: Readonly<Record<string, string | null>>) => {
  const { stacks, broken, problems } = await discover({ ...GOOD, ...minimalStack('providers/openstack/bad', changes) })
  expect(stacks.map(({ path }) => path)).toEqual(['providers/openstack/good'])
  expect(broken.map(({ path }) => path)).toEqual(['providers/openstack/bad'])
  return problems
}

const csctl = (lines: string) => ({ [CSCTL]: `config:\n${lines}` })
const FILE = 'providers/openstack/bad/csctl.yaml'

test('Stacks are found at any depth, one for each csctl.yaml, and not in hidden, packed or built directories.', async () => {
  const { stacks, passedOver } = await discover({
    ...minimalStack('a/b/c/d/openstack/tiny'),
    ...minimalStack('openstack/tiny'),
    ...minimalStack('.release/openstack/tiny'),
    ...minimalStack('node_modules/x/openstack/tiny'),
    ...minimalStack('built/openstack-tiny-1-31-v1'),
    'built/openstack-tiny-1-31-v1/metadata.yaml': '',
    'built/openstack-tiny-1-31-v1/hashes.json': '{}',
    'old/1-27/cluster-class/Chart.yaml': '',
  })
  expect(stacks.map(({ path }) => path)).toEqual(['a/b/c/d/openstack/tiny', 'openstack/tiny'])
  expect(stacks.map(({ slug }) => slug)).toEqual(['a.b.c.d.openstack-tiny-1-31', 'openstack-tiny-1-31'])
  expect(passedOver).toMatchObject([{ path: 'old/1-27', reason: expect.stringContaining('expected csctl.yaml') }])
})

test('A missing Kubernetes version is a problem with file, line and key, and a near word is named.', async () => {
  const text = '  clusterStackName: bad\n  kuberneteVersion: v1.31.2\n  provider: {type: openstack}\n'
  expect(await problemsWith(csctl(text))).toMatchObject([
    {
      file: FILE,
      line: 2,
      key: 'config.kubernetesVersion',
      expected: 'a Kubernetes version such as v1.34.7',
      found: 'nothing (but there is kuberneteVersion)',
    },
  ])
})

test('A Kubernetes version without its patch and one that YAML reads as a number are problems.', async () => {
  const text = (version: string) =>
    `  clusterStackName: bad\n  kubernetesVersion: ${version}\n  provider: {type: openstack}\n`
  expect(await problemsWith(csctl(text('v1.35')))).toMatchObject([{ line: 3, found: '"v1.35"' }])
  remove!()
  expect(await problemsWith(csctl(text('1.30')))).toMatchObject([{ line: 3, found: '1.3' }])
})

test('Each wrong key of csctl.yaml is a problem of its own.', async () => {
  const found = await problemsWith(csctl('  provider: {type: OpenStack!}\n'))
  expect(found.map(({ key }) => key)).toEqual([
    'config.provider.type',
    'config.clusterStackName',
    'config.kubernetesVersion',
  ])
})

test('Invalid YAML is reported with its line, and only once.', async () => {
  expect(await problemsWith({ [CSCTL]: 'config:\n  a: [1\n  b: 2\n' })).toMatchObject([
    { file: FILE, line: 3, expected: 'valid YAML' },
  ])
})

test.each<[string, string | null, object]>([
  ['cluster-class/Chart.yaml', null, { expected: 'the cluster-class chart', found: 'nothing' }],
  ['cluster-class/templates/cluster-class.yaml', null, { expected: 'a template with kind: ClusterClass' }],
  ['cluster-class/templates/cluster-class.yaml', 'kind: ClusterClass\nspec: [\n', { expected: 'valid YAML' }],
  ['cluster-addon/Chart.yaml', null, { expected: 'the addon chart' }],
  ['cluster-addon/Chart.yaml', 'dependencies: [\n', { expected: 'valid YAML' }],
  ['cluster-addon-values.yaml', null, { found: 'neither' }],
  ['clusteraddon.yaml', 'addonStages: 3\n', { key: 'addonStages', found: '3' }],
  [
    'clusteraddon.yaml',
    'addonStages:\n  A:\n    - name: cni\n',
    { expected: 'the chart of addon cni, which clusteraddon.yaml names' },
  ],
  ['versions.yaml', '- kubernetes: 1.30\n', { line: 1, key: '0.kubernetes', found: '1.3' }],
  ['versions.yaml', 'kubernetes: 1.30.1\n', { expected: 'a list of versions' }],
  ['node-images/config.yaml', 'openStackNodeImages: x\n', { key: 'openStackNodeImages', expected: 'a list of images' }],
])('A stack whose %s is %j is broken, says why and hides no other.', async (file, text, wanted) => {
  expect(await problemsWith({ [file]: text })).toMatchObject([wanted])
})

test('Every csctl.yaml has its entry in the summary, the broken ones with their problems.', async () => {
  const discovery = await discover({ ...GOOD, ...minimalStack('providers/openstack/bad', { [CSCTL]: 'config: {}\n' }) })
  const { stacks } = discoverySummary(discovery)
  expect(stacks.map(({ path }) => path)).toEqual(['providers/openstack/bad', 'providers/openstack/good'])
  expect(stacks[0]).toMatchObject({ problems: [{ key: 'config.provider.type' }, {}, {}] })
  expect(stacks[1]).toMatchObject({ kubernetes: 'v1.31.2', variables: [{ name: 'nodeCIDR', type: 'string' }] })
  expect(describeStacks(discovery)).toContain(
    'providers/openstack/bad/csctl.yaml:1  config.kubernetesVersion: expected',
  )
})

test('A directory that is not there is an error of the stacks.', async () => {
  await expect(discoverStacks('/nowhere/at/all')).rejects.toMatchObject({ code: 'E_STACK' })
})

test('A search that is called off ends.', async () => {
  await expect(discoverStacks(OWN_STACKS, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    name: 'AbortError',
  })
})

test('Our own stacks are the newest multi-stage layout and the switches of 2024.', async () => {
  const { stacks, broken } = await discoverStacks(OWN_STACKS)
  expect(broken).toEqual([])
  expect(stacks.map(({ id, era, layout }) => [id, era, layout])).toEqual([
    ['openstack/demo', 'C', 'single-stage'],
    ['openstack/demo2', 'E', 'multi-stage'],
  ])
  const [demo, demo2] = stacks
  expect(demo!.addons.find(({ chart }) => chart === 'yawol-controller')).toMatchObject({
    enabled: false,
    condition: 'yawol-controller.enabled',
  })
  expect(demo!.expectations).toMatchObject({
    clusterLabels: { 'managed-secret': 'cloud-config' },
    noProvider: true,
    etcdMetrics: true,
  })
  expect(demo2!.addonStages.AfterControlPlaneInitialized).toEqual(['cni', 'ccm', 'csi', 'metrics-server'])
  expect(demo2!.expectations).toMatchObject({
    clusterLabels: { 'managed-secret': 'clouds-yaml' },
    defaultStorageClass: 'csi-cinder-sc-delete',
    machineDeploymentClass: 'default-worker',
    clusterApi: 'cluster.x-k8s.io/v1beta1',
  })
})
