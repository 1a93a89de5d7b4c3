import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const REPOSITORY = resolve(import.meta.dirname, '../../..')

/** The stacks of our own. */
export const OWN_STACKS = join(REPOSITORY, 'fixtures/stacks')
/** Snapshots of the published cluster stacks, beside the repository; not everybody has them. */
export const PUBLISHED = resolve(REPOSITORY, '../shared/data/cluster-stacks')
export const hasPublished = existsSync(PUBLISHED)
export const NO_PUBLISHED = 'no snapshots of the published cluster stacks beside the repository'

export type Files = Readonly<Record<string, string>>

/** A directory with these files, and how to remove it. */
export const directoryWith = (files: Files): { dir: string; remove(): void } => {
  const dir = mkdtempSync(join(tmpdir(), 'stackproof-stacks-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** The least that is a readable stack, below a path. */
export const minimalStack = (path: string, changes: Readonly<Record<string, string | null>> = {}): Files => {
  const files: Record<string, string | null> = { ...MINIMAL, ...changes }
  const kept = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== null)
  return Object.fromEntries(kept.map(([name, text]) => [`${path}/${name}`, text]))
}

const MINIMAL = {
  'csctl.yaml': `config:
  clusterStackName: tiny
  kubernetesVersion: v1.31.2
  provider:
    type: openstack
`,
  'cluster-class/Chart.yaml': 'name: openstack-tiny-1-31-cluster-class\nversion: v1\n',
  'cluster-class/templates/cluster-class.yaml': `apiVersion: cluster.x-k8s.io/v1beta1
kind: ClusterClass
metadata:
  name: {{ .Release.Name }}-{{ .Chart.Version }}
spec:
  controlPlane:
    ref: {kind: KubeadmControlPlaneTemplate}
  infrastructure:
    ref: {kind: OpenStackClusterTemplate, apiVersion: infrastructure.cluster.x-k8s.io/v1beta1}
  workers:
    machineDeployments:
      - class: default-worker
  variables:
    - name: nodeCIDR
      required: false
      schema:
        openAPIV3Schema: {type: string, default: 10.8.0.0/20}
`,
  'cluster-addon/Chart.yaml':
    'name: addons\nversion: v1\ndependencies:\n  - {name: cilium, version: 1.16.3, repository: https://helm.cilium.io/}\n',
  'cluster-addon-values.yaml': 'values: |\n  cilium: {}\n',
}
