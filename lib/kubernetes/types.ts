import type { Interval, WaitObserver } from '../core/poll.ts'

export interface TypeRef {
  apiVersion: string
  kind: string
}

export interface ObjectRef extends TypeRef {
  name: string
  namespace?: string
}

export interface OwnerReference extends TypeRef {
  name: string
  uid: string
  controller?: boolean
  blockOwnerDeletion?: boolean
}

export interface ObjectMeta {
  name: string
  generateName?: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string
  deletionTimestamp?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
  finalizers?: string[]
  ownerReferences?: OwnerReference[]
  managedFields?: unknown[]
}

/** Any object of any Kubernetes API; the fields that a caller needs are read through `spec`, `status` or a narrower type. */
export interface KubeObject extends TypeRef {
  metadata: ObjectMeta
  // biome-ignore lint/suspicious/noExplicitAny: the shape of a CRD's fields is not ours to know
  [field: string]: any
}

export interface ListQuery {
  namespace?: string
  labelSelector?: string
  fieldSelector?: string
}

export interface KubeWait<T> {
  goal: string
  interval: Interval
  signal?: AbortSignal
  observer?: WaitObserver
  describe(object: T | undefined): string
  until(object: T | undefined): boolean
  unless?(object: T | undefined): string | undefined
}

export interface KubeListWait<T> extends Omit<KubeWait<T>, 'describe' | 'until' | 'unless'> {
  describe(objects: T[]): string
  until(objects: T[]): boolean
  unless?(objects: T[]): string | undefined
}

/** One Kubernetes API server. Methods throw `E_KUBERNETES` with status and reason; `get` gives undefined for 404. */
export interface Kube {
  readonly server: string
  get<T extends KubeObject = KubeObject>(ref: ObjectRef, signal?: AbortSignal): Promise<T | undefined>
  list<T extends KubeObject = KubeObject>(type: TypeRef, query?: ListQuery, signal?: AbortSignal): Promise<T[]>
  create<T extends KubeObject = KubeObject>(object: KubeObject, signal?: AbortSignal): Promise<T>
  /** Server-side apply as field manager `stackproof`. */
  apply<T extends KubeObject = KubeObject>(object: KubeObject, signal?: AbortSignal): Promise<T>
  /** JSON merge patch. */
  patch<T extends KubeObject = KubeObject>(ref: ObjectRef, patch: object, signal?: AbortSignal): Promise<T>
  /** Resolves when the API server has accepted it; an object that is already gone is no error. */
  delete(
    ref: ObjectRef,
    options?: { propagation?: 'Foreground' | 'Background' | 'Orphan' },
    signal?: AbortSignal,
  ): Promise<void>
  /** Waits on one object by watch, re-listing when the watch ends. `undefined` stands for an object that isn't there. */
  waitFor<T extends KubeObject = KubeObject>(ref: ObjectRef, wait: KubeWait<T>): Promise<T | undefined>
  /** Waits on a list by watch. */
  waitForList<T extends KubeObject = KubeObject>(type: TypeRef, query: ListQuery, wait: KubeListWait<T>): Promise<T[]>
  logs(pod: { namespace: string; name: string; container?: string }, signal?: AbortSignal): Promise<string>
  /** Any request to the API server, proxies included; resolves for every HTTP status. */
  raw(
    path: string,
    init?: { method?: string; body?: string; headers?: Record<string, string>; signal?: AbortSignal },
  ): Promise<{ status: number; headers: Record<string, string>; text: string }>
  close(): Promise<void>
}
