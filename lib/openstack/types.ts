import type { ServiceType } from './catalog/service-types.ts'
import type { Upload } from './http/upload.ts'

/** A resource as the API gave it: known fields are typed by the caller, unknown ones are kept. */
export interface Resource {
  id: string
  name?: string
  // biome-ignore lint/suspicious/noExplicitAny: unknown fields of a cloud's answer are kept as they came
  [field: string]: any
}

export interface CallOptions {
  signal?: AbortSignal
}

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

/** A request as it shall go out. Nothing is retried, followed or thrown for its status; for contracts and diagnosis. */
export interface RawCall {
  service: ServiceType
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Appended to the service's base URL, or to its `root`: the endpoint without version and project. */
  path: string
  from?: 'base' | 'root'
  query?: Query
  /** Laid over ours; an empty value removes one. */
  headers?: Readonly<Record<string, string>>
  /** Text and bytes as they are, anything else as JSON. */
  body?: unknown
  /** The session's unless one is given; `false` for none. */
  token?: string | false
  /** Such as `2.64`; the pin of the service unless given (none at its root), `false` for none. */
  microversion?: string | false
  signal?: AbortSignal
}

export interface RawAnswer {
  status: number
  headers: Readonly<Record<string, string>>
  text: string
  /** Parsed JSON; undefined where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer of any service
  body: any
  requestId: string | undefined
}

export interface ListOptions extends CallOptions {
  /** The rest isn't asked for. */
  maxItems?: number
  /** Sends filters that this client doesn't know; services ignore some, and find nothing by others. */
  anyFilter?: boolean
}

/**
 * The plain operations of one collection. `get` throws `E_OPENSTACK` with `details.status` 404 for what isn't there.
 * Lists go over all pages, each resource once; `limit` in a query is the size of a page. A filter that the service
 * wouldn't know is `E_USAGE` before anything is sent.
 */
export interface Collection<T extends Resource = Resource> {
  list(query?: Query, options?: ListOptions): Promise<T[]>
  /** The same, page by page as they come. */
  pages(query?: Query, options?: ListOptions): AsyncIterable<T[]>
  items(query?: Query, options?: ListOptions): AsyncIterable<T>
  get(id: string, options?: CallOptions): Promise<T>
  /** Ledger line first, then the request. */
  create(body: Record<string, unknown>, options?: CallOptions): Promise<T>
  update(id: string, body: Record<string, unknown>, options?: CallOptions): Promise<T>
  /** 404 counts as done. */
  delete(id: string, options?: CallOptions & { cascade?: boolean }): Promise<void>
}

/** A collection that can be read, not changed. */
export type Readable<T extends Resource = Resource> = Pick<Collection<T>, 'list' | 'pages' | 'items' | 'get'>

/** Tags as Neutron, Nova, Glance and Octavia have them; `set` replaces all. */
export interface Tags {
  list(id: string, options?: CallOptions): Promise<string[]>
  set(id: string, tags: readonly string[], options?: CallOptions): Promise<void>
  add(id: string, tag: string, options?: CallOptions): Promise<void>
  remove(id: string, tag: string, options?: CallOptions): Promise<void>
}

export interface UploadProgress {
  bytes: number
  totalBytes: number
  bytesPerSecond: number
}

export interface ImageUpload extends Upload {
  /** At most four times a second, and at the end. */
  onProgress?(progress: UploadProgress): void
  /** Aborting deletes the image. */
  signal?: AbortSignal
}

export interface QuotaUse {
  limit: number
  used: number
}

/** What a service says of its version, as `stackproof cloud` shows it. */
export interface ServiceVersion {
  service: ServiceType
  url: string
  /** Newest minor or microversion that the server offers, and its oldest. */
  max: string | undefined
  min: string | undefined
  /** The microversion that this client asks for; undefined where the service has none. */
  used: string | undefined
}

/** One project of one cloud. */
export interface OpenStack {
  readonly cloud: string
  readonly projectId: string
  readonly userId: string
  /** The application credential that it logged in with. */
  readonly credentialId?: string | undefined
  /** Names of the roles that the token carries. */
  readonly roles: readonly string[]
  readonly region: string | undefined
  request(call: RawCall): Promise<RawAnswer>
  /** Services of the catalog that this client speaks. */
  available(): readonly ServiceType[]
  version(service: ServiceType, options?: CallOptions): Promise<ServiceVersion>
  readonly identity: {
    applicationCredentials: Collection
    projects: Collection
    users: Collection
    roles: Readable
    domains: Readable
    /** Projects that the user may have a token for. */
    ownProjects(options?: CallOptions): Promise<Resource[]>
    grantRole(grant: { project: string; user: string; role: string }, options?: CallOptions): Promise<void>
    revokeRole(grant: { project: string; user: string; role: string }, options?: CallOptions): Promise<void>
    /** Revokes the session's token. */
    revoke(options?: CallOptions): Promise<void>
  }
  readonly compute: {
    servers: Collection & {
      start(id: string, options?: CallOptions): Promise<void>
      stop(id: string, options?: CallOptions): Promise<void>
      reboot(id: string, kind: 'SOFT' | 'HARD', options?: CallOptions): Promise<void>
      unlock(id: string, options?: CallOptions): Promise<void>
      forceDelete(id: string, options?: CallOptions): Promise<void>
      attachVolume(id: string, volumeId: string, options?: CallOptions): Promise<Resource>
      detachVolume(id: string, volumeId: string, options?: CallOptions): Promise<void>
      volumeAttachments(id: string, options?: CallOptions): Promise<Resource[]>
      attachPort(id: string, portId: string, options?: CallOptions): Promise<Resource>
      detachPort(id: string, portId: string, options?: CallOptions): Promise<void>
      instanceActions(id: string, options?: CallOptions): Promise<Resource[]>
      tags: Tags
    }
    serverGroups: Collection
    keypairs: Collection
    flavors: Readable & {
      extraSpecs(id: string, options?: CallOptions): Promise<Record<string, string>>
    }
    hypervisors: Readable
    availabilityZones(options?: CallOptions): Promise<string[]>
    consoleLog(serverId: string, options?: CallOptions & { lines?: number }): Promise<string>
    quota(options?: CallOptions): Promise<Record<'instances' | 'cores' | 'ram' | 'server_groups', QuotaUse>>
    limits(options?: CallOptions): Promise<Record<string, number>>
  }
  readonly network: {
    networks: Collection
    subnets: Collection
    ports: Collection
    routers: Collection & {
      addInterface(
        routerId: string,
        body: { subnet_id?: string; port_id?: string },
        options?: CallOptions,
      ): Promise<void>
      removeInterface(
        routerId: string,
        body: { subnet_id?: string; port_id?: string },
        options?: CallOptions,
      ): Promise<void>
    }
    floatingIps: Collection
    securityGroups: Collection
    securityGroupRules: Collection
    trunks: Collection & {
      addSubports(trunkId: string, ports: readonly object[], options?: CallOptions): Promise<void>
      removeSubports(trunkId: string, portIds: readonly string[], options?: CallOptions): Promise<void>
    }
    subnetPools: Collection
    addressGroups: Collection
    rbacPolicies: Collection
    qosPolicies: Collection
    availabilityZones: Pick<Collection, 'list'>
    /** Aliases of the extensions that are on. */
    extensions(options?: CallOptions): Promise<string[]>
    tags(
      kind: 'networks' | 'subnets' | 'ports' | 'routers' | 'floatingips' | 'security-groups' | 'trunks' | 'subnetpools',
    ): Tags
    quota(
      options?: CallOptions,
    ): Promise<
      Record<
        'network' | 'subnet' | 'port' | 'router' | 'floatingip' | 'security_group' | 'security_group_rule',
        QuotaUse
      >
    >
  }
  readonly image: {
    images: Collection
    /** Streams the bytes into a queued image and proves size and hash. Resolves with the active image. */
    upload(id: string, upload: ImageUpload): Promise<Resource>
    /** Asks Glance to fetch it; resolves when the import is accepted. */
    importFromUrl(id: string, url: string, options?: CallOptions): Promise<void>
    importMethods(options?: CallOptions): Promise<string[]>
    stores(options?: CallOptions): Promise<string[]>
    tasks(id: string, options?: CallOptions): Promise<Resource[]>
    addTag(id: string, tag: string, options?: CallOptions): Promise<void>
    removeTag(id: string, tag: string, options?: CallOptions): Promise<void>
    members(imageId: string): Pick<Collection, 'list' | 'create' | 'update' | 'delete'>
    deactivate(id: string, options?: CallOptions): Promise<void>
    reactivate(id: string, options?: CallOptions): Promise<void>
  }
  readonly blockStorage: {
    volumes: Collection & {
      extend(id: string, sizeGiB: number, options?: CallOptions): Promise<void>
      /** Cinder's own words on why something failed. */
      messages(id: string, options?: CallOptions): Promise<string[]>
    }
    snapshots: Collection
    backups: Collection
    attachments: Collection
    types: Readable
    defaultType(options?: CallOptions): Promise<Resource>
    quota(options?: CallOptions): Promise<Record<'volumes' | 'gigabytes' | 'snapshots', QuotaUse>>
    limits(options?: CallOptions): Promise<Record<string, number>>
  }
  readonly loadBalancer: {
    loadBalancers: Collection & {
      statusTree(id: string, options?: CallOptions): Promise<Record<string, unknown>>
      stats(id: string, options?: CallOptions): Promise<Record<string, number>>
      failover(id: string, options?: CallOptions): Promise<void>
    }
    listeners: Collection & { stats(id: string, options?: CallOptions): Promise<Record<string, number>> }
    pools: Collection
    members(poolId: string): Collection & {
      /** Replaces all members of the pool, or only adds and changes. */
      replace(members: readonly object[], options?: CallOptions & { additive?: boolean }): Promise<void>
    }
    healthMonitors: Collection
    l7Policies: Collection
    l7Rules(policyId: string): Collection
    /** For administrators. */
    amphorae: Readable
    flavors: Readable
    availabilityZones: Pick<Collection, 'list'>
    providers(options?: CallOptions): Promise<string[]>
    /** Octavia tells limits only; -1 is unlimited. */
    quota(options?: CallOptions): Promise<Record<'load_balancer', number>>
  }
  readonly placement: {
    usages(options?: CallOptions): Promise<Record<string, number>>
    /** For administrators. */
    resourceProviders: Pick<Collection, 'list'>
  }
  /** Cloud minus local clock, milliseconds, from the last `Date` header. */
  clockSkewMs(): number | undefined
  close(): Promise<void>
}
