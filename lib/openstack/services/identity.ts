import type { Redactor } from '../../core/redact.ts'
import type { OpenStack, Resource } from '../types.ts'
import { type CollectionContext, createCollection } from './collection.ts'

/** Keystone, as far as a user may manage what is their own. */
export const createIdentity = (context: CollectionContext, redactor: Redactor): OpenStack['identity'] => {
  const { session } = context
  return {
    applicationCredentials: createCollection(context, {
      service: 'identity',
      kind: 'application_credential',
      path: `/users/${encodeURIComponent(session.userId)}/application_credentials`,
      singular: 'application_credential',
      plural: 'application_credentials',
      // Zed knows no pages here.
      paging: 'none',
      unwrap: (item) => {
        // Only the answer to the creation has it.
        redactor.add((item as Resource).secret)
        return item as Resource
      },
    }),
    revoke: ({ signal } = {}) => session.revoke(signal),
  }
}
