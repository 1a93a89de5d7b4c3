import type { KubernetesContext } from '../../../../fixtures/contract/kubernetes/case.ts'
import { version } from '../../../../fixtures/contract/kubernetes/definition.ts'
import { makeWidgets } from '../../../../fixtures/contract/kubernetes/widgets.ts'
import { DEFINITIONS } from '../paths.ts'

/** A type of the case's own, removed with it. */
export const ownType = async (
  { api, name, undo }: KubernetesContext,
  wishes: Parameters<typeof makeWidgets>[2] = {},
) => {
  const widgets = await makeWidgets(api, name(), wishes)
  undo(widgets.remove)
  return { ...widgets, definition: `${DEFINITIONS}/widgets.${widgets.group}` }
}

/** A second version without a schema, and without the objects. */
export const OLD = version(
  'v1beta1',
  { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  { storage: false, deprecated: true },
)
