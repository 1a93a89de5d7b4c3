import type { KubernetesContext } from '../../../../fixtures/contract/kubernetes/case.ts'
import { MERGE, make } from '../answers.ts'
import { configMap, ownedBy } from '../objects.ts'
import { configMaps } from '../paths.ts'

/** Metadata of what does not go by itself. */
export const HOLD = { finalizers: ['example.com/hold'] }

/** Deletes with a policy; with the kind's own where none is named. */
export const remove = ({ api }: KubernetesContext, path: string, propagationPolicy?: string) =>
  api.ask('DELETE', path, {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    ...(propagationPolicy !== undefined && { propagationPolicy }),
  })

/** Takes all finalizers away. */
export const release = ({ api }: KubernetesContext, path: string) =>
  api.ask('PATCH', path, { metadata: { finalizers: null } }, MERGE)

/** An owner and one object that it owns. */
export const family = async (context: KubernetesContext, child: object = {}, reference: object = {}) => {
  const namespace = await context.namespace()
  const owner = await make(context, configMaps(namespace), configMap('owner'))
  const metadata = { ownerReferences: [ownedBy(owner, reference)], ...child }
  await make(context, configMaps(namespace), configMap('child', {}, metadata))
  return {
    owner: configMaps(namespace, 'owner'),
    child: configMaps(namespace, 'child'),
    namespace,
    uid: owner.metadata.uid,
  }
}
