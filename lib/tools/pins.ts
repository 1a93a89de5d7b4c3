import type { ToolPin } from './pin-types.ts'

const github = (repository: string) => `https://github.com/${repository}`
const asset = (repository: string, file: string) => `${github(repository)}/releases/download/{version}/${file}`

const CAPI_VERSION = 'sigs.k8s.io/cluster-api/version'
const K8S_VERSIONS = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version']

const clusterctl = (version: string, fits: string): ToolPin => ({
  name: 'clusterctl',
  use: 'Cluster API in the management cluster',
  home: github('kubernetes-sigs/cluster-api'),
  version,
  fits,
  release: {
    url: asset('kubernetes-sigs/cluster-api', 'clusterctl-{os}-{arch}'),
    checksum: { from: 'github', repository: 'kubernetes-sigs/cluster-api' },
  },
  go: {
    module: 'sigs.k8s.io/cluster-api',
    package: 'sigs.k8s.io/cluster-api/cmd/clusterctl',
    stamp: { [`${CAPI_VERSION}.gitVersion`]: '{version}', [`${CAPI_VERSION}.gitTreeState`]: 'clean' },
  },
})

/** All tools that a real run calls, each in the version that our management clusters were put together with. */
export const TOOL_PINS: readonly ToolPin[] = [
  {
    name: 'kind',
    use: 'the management cluster',
    home: 'https://kind.sigs.k8s.io',
    version: 'v0.30.0',
    // Node images belong to a release of kind; those that we pin are of 0.30 and run from 0.27 on (containerd 2).
    fits: '>=0.27.0 <1.0.0',
    release: {
      url: asset('kubernetes-sigs/kind', 'kind-{os}-{arch}'),
      checksum: { from: 'file', url: asset('kubernetes-sigs/kind', 'kind-{os}-{arch}.sha256sum') },
    },
    go: { module: 'sigs.k8s.io/kind', package: 'sigs.k8s.io/kind', stamp: {} },
  },
  // clusterctl refuses providers of another contract than its own: 1.10 is the last of v1beta1 (cluster-stacks 12daa9e).
  clusterctl('v1.10.10', '>=1.10.0 <1.11.0'),
  clusterctl('v1.11.11', '>=1.11.0 <1.12.0'),
  {
    name: 'kubectl',
    use: 'manifests of operators in the management cluster',
    home: 'https://kubernetes.io/docs/tasks/tools',
    version: 'v1.33.13',
    fits: '>=1.27.0 <2.0.0',
    release: {
      url: 'https://dl.k8s.io/release/{version}/bin/{os}/{arch}/kubectl',
      checksum: { from: 'file', url: 'https://dl.k8s.io/release/{version}/bin/{os}/{arch}/kubectl.sha256' },
    },
    go: {
      module: 'k8s.io/kubernetes',
      package: 'k8s.io/kubernetes/cmd/kubectl',
      staging: true,
      stamp: Object.fromEntries(
        K8S_VERSIONS.flatMap((variables) => [
          [`${variables}.gitVersion`, '{version}'],
          [`${variables}.gitTreeState`, 'clean'],
        ]),
      ),
    },
  },
  {
    name: 'helm',
    use: 'the Cluster Stack Operator in the management cluster',
    home: 'https://helm.sh',
    version: 'v3.18.6',
    fits: '>=3.14.0 <4.0.0',
    release: {
      url: 'https://get.helm.sh/helm-{version}-{os}-{arch}.tar.gz',
      checksum: { from: 'file', url: 'https://get.helm.sh/helm-{version}-{os}-{arch}.tar.gz.sha256sum' },
      member: '{os}-{arch}/helm',
    },
    go: {
      module: 'helm.sh/helm/v3',
      package: 'helm.sh/helm/v3/cmd/helm',
      stamp: { 'helm.sh/helm/v3/internal/version.version': '{version}' },
    },
  },
  {
    name: 'csctl',
    use: 'building releases of cluster stacks',
    home: github('SovereignCloudStack/csctl'),
    version: 'v0.0.5',
    fits: '>=0.0.3 <0.1.0',
    release: {
      url: asset('SovereignCloudStack/csctl', 'csctl_{number}_{os}_{arch}.tar.gz'),
      checksum: { from: 'file', url: asset('SovereignCloudStack/csctl', 'csctl_{number}_checksums.txt') },
      member: 'csctl',
    },
    go: {
      module: 'github.com/SovereignCloudStack/csctl',
      package: 'github.com/SovereignCloudStack/csctl',
      stamp: { 'github.com/SovereignCloudStack/csctl/pkg/cmd.Version': '{number}' },
    },
  },
  {
    name: 'csctl-openstack',
    use: 'node images of stacks that name them in csctl.yaml',
    home: github('SovereignCloudStack/csctl-plugin-openstack'),
    version: 'v0.0.2',
    fits: '>=0.0.1 <0.1.0',
    release: {
      url: asset('SovereignCloudStack/csctl-plugin-openstack', 'csctl-plugin-openstack_{number}_{os}_{arch}.tar.gz'),
      checksum: {
        from: 'file',
        url: asset('SovereignCloudStack/csctl-plugin-openstack', 'csctl-plugin-openstack_{number}_checksums.txt'),
      },
      member: 'csctl-openstack',
    },
    go: {
      module: 'github.com/SovereignCloudStack/csctl-plugin-openstack',
      package: 'github.com/SovereignCloudStack/csctl-plugin-openstack',
      stamp: { 'github.com/SovereignCloudStack/csctl-plugin-openstack/pkg/cmd.Version': '{number}' },
    },
  },
]

/** The pins of some tools, the first of each name unless another version is asked for. */
export const pinsOf = (
  names: readonly string[],
  versions: Readonly<Record<string, string>> = {},
  pins: readonly ToolPin[] = TOOL_PINS,
): ToolPin[] =>
  names.flatMap((name) => {
    const ofName = pins.filter((pin) => pin.name === name)
    return ofName.find(({ version }) => version === versions[name]) ?? ofName[0] ?? []
  })
