import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { KubernetesContext } from '../../../../fixtures/contract/kubernetes/case.ts'
import { StackproofError } from '../../../../lib/core/errors.ts'
import type { Interval } from '../../../../lib/core/poll.ts'
import type { KubeObject, ObjectRef } from '../../../../lib/kubernetes/types.ts'
import { MERGE } from '../answers.ts'
import { configMap } from '../objects.ts'

/** A ConfigMap by its name. */
export const mapRef = (namespace: string, name: string): ObjectRef => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace,
  name,
})
/** What all ConfigMaps are. */
export const MAPS = { apiVersion: 'v1', kind: 'ConfigMap' }
/** A wait that ends by an event, not by looking again. */
export const INTERVAL: Interval = { timeoutMs: 60_000, everyMs: 10_000, warnAfterMs: 60_000 }

/** A ConfigMap as the client takes it. */
export const object = (namespace: string, name: string, data: object = {}, metadata: object = {}) =>
  configMap(name, data, { namespace, ...metadata }) as unknown as KubeObject

/** The refusal that a call ends with. */
export const refusal = async (call: Promise<unknown>): Promise<StackproofError> => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(StackproofError)
  return error as StackproofError
}

/** A write that is tried again while nobody answers; whether one that was cut off has happened shows at the next. */
export const insist = async ({ api, signal }: KubernetesContext, method: string, path: string, body: object) => {
  for (;;) {
    signal.throwIfAborted()
    const status = await api.ask(method, path, body, method === 'PATCH' ? MERGE : {}).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 409 || (status >= 200 && status < 300)) return
    await sleep(20)
  }
}
