/** A ConfigMap. */
export const configMap = (name: string, data: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  data,
})

/** A Deployment that no controller can bring to life: it wants no pods. */
export const deployment = (name: string, container: object = {}, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'registry.example.com/main:1', ...container }] },
    },
    ...spec,
  },
})

/** A pod that no node takes. */
export const pendingPod = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    nodeSelector: { 'contract.example.com/none': 'such' },
    containers: [{ name: 'main', image: 'registry.example.com/main:1' }],
    ...spec,
  },
})

/** A reference to an owner. */
export const ownedBy = (
  owner: { apiVersion?: string; kind?: string; metadata: { name: string; uid: string } },
  rest: object = {},
) => ({
  apiVersion: owner.apiVersion ?? 'v1',
  kind: owner.kind ?? 'ConfigMap',
  name: owner.metadata.name,
  uid: owner.metadata.uid,
  ...rest,
})
