import { StackproofError } from '../../core/errors.ts'
import { poll } from '../../core/poll.ts'
import type { Collection, ImageUpload, OpenStack, Resource } from '../types.ts'
import { paceOf } from '../wait-pace.ts'
import type { CollectionContext } from './collection.ts'
import { isAmbiguous } from './once-only.ts'
import { type Meter, openMeter } from './upload-meter.ts'

const service = 'image' as const

const ATTEMPTS = 3
// A store may take minutes to write out what it has been given.
const SAVING = { timeoutMs: 600_000, everyMs: 5000, warnAfterMs: 300_000 }
const PACE = { startMs: 250, factor: 2, capMs: 5000 }
// Of the wall: an abort must not hang on a service that doesn't answer.
const DISCARD_MS = 30_000

/**
 * Streams bytes into a queued image; memory stays flat. Where the connection breaks and Glance has queued the image
 * again, from the first byte, up to three times. Aborted, the image is deleted. Throws `E_OPENSTACK` for what Glance
 * refuses and where size or SHA-512 differ, `E_USAGE` for a source that fails or has another size.
 */
export const createUpload = (context: CollectionContext, images: Collection): OpenStack['image']['upload'] => {
  return async (id, upload) => {
    const { signal } = upload
    requireQueued(await images.get(id, within(signal)))
    for (let attempt = 1; ; attempt++) {
      const { error, meter } = await send(context, id, upload)
      if (signal?.aborted) return await discard(images, id, signal)
      checkSource(id, upload, meter)
      if (error !== undefined && !isAmbiguous(error)) throw error
      const image = await settled(context, images, id, signal)
      if (image.status === 'active' && meter !== undefined) return proven(image, meter)
      if (attempt === ATTEMPTS || image.status !== 'queued') throw error ?? notActive(image)
    }
  }
}

const within = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal })

const send = async (
  { session }: CollectionContext,
  id: string,
  { open, sizeBytes, onProgress, signal }: ImageUpload,
) => {
  let meter: Meter | undefined
  const metered = () => {
    meter = openMeter(open(), sizeBytes, onProgress)
    return meter.source
  }
  const call = {
    service,
    method: 'PUT',
    path: `/images/${encodeURIComponent(id)}/file`,
    contentType: 'application/octet-stream',
    stream: { open: metered, sizeBytes },
    retry: 'once',
    ...within(signal),
  } as const
  const error = await session.call(call).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return { error, meter: meter as Meter | undefined }
}

// Before gigabytes are sent for nothing.
const requireQueued = ({ id, status }: Resource): void => {
  if (status === 'queued') return
  throw new StackproofError('E_OPENSTACK', `expected image ${id} to be queued before its upload, got ${status}`, {
    details: { service, id, status, ambiguous: false },
  })
}

const checkSource = (id: string, { sizeBytes }: ImageUpload, meter: Meter | undefined): void => {
  const failure = meter?.failure()
  if (failure !== undefined)
    throw new StackproofError('E_USAGE', `expected to read the bytes of image ${id}, got ${failure.message}`, {
      cause: failure,
    })
  const bytes = meter?.bytes() ?? 0
  if (bytes > sizeBytes || (meter?.ended() && bytes !== sizeBytes))
    throw new StackproofError('E_USAGE', `expected a source of ${sizeBytes} bytes for image ${id}, got ${bytes}`)
}

/** The image as soon as Glance is through with what it was sent. */
const settled = ({ clock }: CollectionContext, images: Collection, id: string, signal?: AbortSignal) =>
  poll<Resource>({
    goal: `image ${id} saved`,
    interval: SAVING,
    clock,
    ...within(signal),
    observe: (inner) => images.get(id, within(inner)),
    describe: ({ status }) => String(status),
    until: ({ status }) => status !== 'saving',
    pause: paceOf(PACE),
  })

const proven = (image: Resource, meter: Meter): Resource => {
  const { id, size, os_hash_algo: algorithm, os_hash_value: hash } = image
  const sha512 = meter.sha512()
  if (size !== meter.bytes() || (algorithm === 'sha512' && hash !== sha512))
    throw new StackproofError(
      'E_OPENSTACK',
      `expected image ${id} of ${meter.bytes()} bytes and SHA-512 ${sha512}, got ${size} bytes and ${hash}`,
      { details: { service, id, size, hash, sha512 }, hint: 'Delete the image: what Glance has is not what was sent.' },
    )
  return image
}

const notActive = ({ id, status }: Resource) =>
  new StackproofError('E_OPENSTACK', `expected image ${id} to be active after its upload, got ${status}`, {
    details: { service, id, status },
  })

const discard = async (images: Collection, id: string, signal: AbortSignal): Promise<never> => {
  // What can't be deleted is still in the ledger.
  await images.delete(id, { signal: AbortSignal.timeout(DISCARD_MS) }).catch(() => {})
  throw signal.reason
}
