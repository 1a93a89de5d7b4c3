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

/** The plain operations of one collection. `get` throws `E_OPENSTACK` with `details.status` 404 for what isn't there. */
export interface Collection<T extends Resource = Resource> {
  list(query?: Record<string, string | number | boolean>, options?: CallOptions): Promise<T[]>
  get(id: string, options?: CallOptions): Promise<T>
  /** Ledger line first, then the request. */
  create(body: Record<string, unknown>, options?: CallOptions): Promise<T>
  update(id: string, body: Record<string, unknown>, options?: CallOptions): Promise<T>
  /** 404 counts as done. */
  delete(id: string, options?: CallOptions & { cascade?: boolean }): Promise<void>
}

export interface QuotaUse {
  limit: number
  used: number
}

/** One project of one cloud. */
export interface OpenStack {
  readonly cloud: string
  readonly projectId: string
  readonly userId: string
  readonly identity: {
    applicationCredentials: Collection
    /** Revokes the session's token. */
    revoke(options?: CallOptions): Promise<void>
  }
  readonly compute: {
    servers: Collection
    serverGroups: Collection
    keypairs: Collection
    flavors: Pick<Collection, 'list' | 'get'>
    availabilityZones(options?: CallOptions): Promise<string[]>
    consoleLog(serverId: string, options?: CallOptions): Promise<string>
    quota(options?: CallOptions): Promise<Record<'instances' | 'cores' | 'ram' | 'server_groups', QuotaUse>>
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
    quota(
      options?: CallOptions,
    ): Promise<
      Record<
        'network' | 'subnet' | 'port' | 'router' | 'floatingip' | 'security_group' | 'security_group_rule',
        QuotaUse
      >
    >
  }
  readonly image: { images: Collection }
  readonly blockStorage: {
    volumes: Collection
    snapshots: Collection
    quota(options?: CallOptions): Promise<Record<'volumes' | 'gigabytes' | 'snapshots', QuotaUse>>
  }
  readonly loadBalancer: {
    loadBalancers: Collection & { statusTree(id: string, options?: CallOptions): Promise<Record<string, unknown>> }
    listeners: Collection
    pools: Collection
    members(poolId: string): Collection
    healthMonitors: Collection
    providers(options?: CallOptions): Promise<string[]>
    /** Octavia tells limits only; -1 is unlimited. */
    quota(options?: CallOptions): Promise<Record<'load_balancer', number>>
  }
  readonly placement: { usages(options?: CallOptions): Promise<Record<string, number>> }
  /** Cloud minus local clock, milliseconds, from the last `Date` header. */
  clockSkewMs(): number | undefined
  close(): Promise<void>
}
