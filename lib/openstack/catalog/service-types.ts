/** Official service types, as the service types authority names them. */
export const SERVICE_TYPES = [
  'identity',
  'compute',
  'network',
  'image',
  'block-storage',
  'load-balancer',
  'placement',
] as const

export type ServiceType = (typeof SERVICE_TYPES)[number]

/** Names a catalog may know a service by, the official one first. `volumev2` is another API, so it is not among them. */
export const CATALOG_TYPES: Readonly<Record<ServiceType, readonly string[]>> = {
  identity: ['identity'],
  compute: ['compute'],
  network: ['network'],
  image: ['image'],
  'block-storage': ['block-storage', 'volumev3', 'volume', 'block-store'],
  'load-balancer': ['load-balancer'],
  placement: ['placement'],
}

/** Prefixes of a service's own keys in clouds.yaml. */
export const PREFIXES: Readonly<Record<ServiceType, readonly string[]>> = {
  identity: ['identity'],
  compute: ['compute'],
  network: ['network'],
  image: ['image'],
  'block-storage': ['block_storage', 'volumev3', 'volumev2', 'volume', 'block_store'],
  'load-balancer': ['load_balancer'],
  placement: ['placement'],
}

/** The version that requests are made in, as the last part of the base URL; placement has none. */
export const API_VERSION: Readonly<Record<ServiceType, string>> = {
  identity: 'v3',
  compute: 'v2.1',
  network: 'v2.0',
  image: 'v2',
  'block-storage': 'v3',
  'load-balancer': 'v2.0',
  placement: '',
}

/** The major version among those that a service's root lists. */
export const API_MAJOR: Readonly<Record<ServiceType, number>> = {
  identity: 3,
  compute: 2,
  network: 2,
  image: 2,
  'block-storage': 3,
  'load-balancer': 2,
  placement: 1,
}
