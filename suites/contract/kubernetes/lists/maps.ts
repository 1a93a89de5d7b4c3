import type { KubernetesContext } from '../../../../fixtures/contract/kubernetes/case.ts'
import { make } from '../answers.ts'
import { configMap } from '../objects.ts'
import { configMaps } from '../paths.ts'

/** What has a name. */
export interface Named {
  metadata: { name: string }
}

/** The names of the items of a list. */
export const names = (items: readonly Named[]) => items.map(({ metadata }) => metadata.name)

/** Makes ConfigMaps, all of which have one more label. */
export const makeMaps = async (context: KubernetesContext, namespace: string, labels: Record<string, object>) => {
  for (const [name, own] of Object.entries(labels))
    await make(context, configMaps(namespace), configMap(name, {}, { labels: { suite: 'contract', ...own } }))
}
