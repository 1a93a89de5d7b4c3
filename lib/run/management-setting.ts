/** How the management cluster is to be, as `stackproof.yaml` says it; paths are absolute. */
export interface ManagementSetting {
  /** Kubeconfig of a cluster that is there already; null makes one with kind. */
  kubeconfig: string | null
  /** Whether what is missing in a cluster that is there may be installed into it. */
  install: boolean
  /** Directory of this host that the operators of a cluster that is there read releases from. */
  releases: string | null
  /** Which generation of operators; null takes the one that serves all stacks of the plan. */
  generation: string | null
  /** Image of kind's nodes. */
  nodeImage: string | null
  /** Images to be taken instead of others, without tag: `quay.io/jetstack/cert-manager-controller`. */
  images: Readonly<Record<string, string>>
  /** Charts by name: directory, archive, URL or `oci://…`. */
  charts: Readonly<Record<string, string>>
  /** Manifests by name: URL or file. */
  manifests: Readonly<Record<string, string>>
  /** Directory with the components of Cluster API’s providers and cert-manager, `LABEL/VERSION/FILE`. */
  repository: string | null
  /** Versions instead of those of the generation, by component. */
  versions: Readonly<Record<string, string>>
  /** Image archives that are loaded into the nodes before anything is installed. */
  archives: readonly string[]
}

/** What holds where `stackproof.yaml` says nothing. */
export const DEFAULT_MANAGEMENT: ManagementSetting = {
  kubeconfig: null,
  install: false,
  releases: null,
  generation: null,
  nodeImage: null,
  images: {},
  charts: {},
  manifests: {},
  repository: null,
  versions: {},
  archives: [],
}
