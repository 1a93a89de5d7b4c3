import { isStackproofError } from '../../core/errors.ts'
import type { ServiceType } from '../catalog/service-types.ts'
import type { Recorder } from '../recorder.ts'
import type { Session } from '../session.ts'
import type { CallOptions, Resource } from '../types.ts'

/** A resource that was made, and the request that made it where that is known. */
export interface Made {
  resource: Resource
  requestId: string | undefined
}

interface Creation {
  session: Session
  recorder: Recorder | undefined
  service: ServiceType
  /** As the ledger names it. */
  kind: string
  path: string
  body: Record<string, unknown>
}

/** The ledger's line before, the id after; nothing after a failure that may have made something all the same. */
export const recorded = async (
  { session, recorder, service, kind, path, body }: Creation,
  options: CallOptions | undefined,
  create: () => Promise<Made>,
): Promise<Resource> => {
  const via = `POST ${await session.pathOf(service, path, options?.signal)}`
  options?.signal?.throwIfAborted()
  const token = recorder?.intent({ kind, name: nameOf(body), scope: session.projectId, via })
  try {
    const { resource, requestId } = await create()
    if (token !== undefined) recorder?.created(token, resource.id, requestId)
    return resource
  } catch (error) {
    if (token !== undefined && madeNothing(error)) recorder?.failed(token, error.message)
    throw error
  }
}

/** The name; floating IPs and rules have none, their description carries the mark of the run. */
export const nameOf = ({ name, description }: Record<string, unknown>): string => String(name ?? description ?? '')

const madeNothing = (error: unknown): error is Error => isStackproofError(error) && error.details.ambiguous === false
