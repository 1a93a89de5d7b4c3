import type { KubernetesContext } from '../../../../fixtures/contract/kubernetes/case.ts'
import { applyAs } from '../answers.ts'

/** What applies an object at its path as a manager. */
export const applier =
  ({ api }: KubernetesContext, path: string) =>
  (manager: string, object: object | string, query: object = {}) =>
    api.ask('PATCH', path, object, applyAs(manager, query))

/** A real controller writes the status of a Deployment meanwhile, or not yet. */
export const isApplied = ({ operation }: Manager) => operation === 'Apply'

/** An entry of `managedFields`, as far as cases look at it. */
export interface Manager {
  manager: string
  operation: string
}

/** Who has written an object, and how: `first Apply`. */
export const managersOf = (object: { metadata: { managedFields: Manager[] } }) =>
  object.metadata.managedFields.map(({ manager, operation }) => `${manager} ${operation}`)
