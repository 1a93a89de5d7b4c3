import type { WatchEvent, WatchStream } from '../../../../fixtures/contract/kubernetes/api/types.ts'
import type { KubernetesContext } from '../../../../fixtures/contract/kubernetes/case.ts'
import { core } from '../paths.ts'

/** Path of Secrets: nobody makes any by himself in a new namespace. */
export const secrets = (namespace: string, name?: string) => core(namespace, 'secrets', name)

/** A watch that is closed with the case. */
export const watch = async (
  { api, undo }: KubernetesContext,
  path: string,
  query: object = {},
): Promise<WatchStream> => {
  const stream = await api.watch(path, { ...query })
  undo(async () => stream.close())
  return stream
}

/** Type and name of the next events. */
export const take = async (stream: WatchStream, count: number): Promise<string[]> => {
  const taken: string[] = []
  while (taken.length < count) taken.push(shown((await stream.next())!))
  return taken
}

/** `ADDED name`. */
export const shown = ({ type, object }: WatchEvent) => `${type} ${object.metadata.name}`

/** The version of a collection now. */
export const versionOf = async ({ api }: KubernetesContext, path: string): Promise<string> =>
  (await api.ask('GET', path, undefined, { query: { limit: 1 } })).body.metadata.resourceVersion
