import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import { poll } from '../../../../lib/core/poll.ts'
import type { RawAnswer } from '../../../../lib/openstack/types.ts'
import { BYTES, glance, queuedId, queuedImage, untilImage } from './queued.ts'

const ask = ({ cloud }: ContractContext, id: string, method: unknown): Promise<RawAnswer> =>
  glance(cloud, 'POST', `/images/${id}/import`, { body: { method } })

/** The task is named for a moment longer than it runs. */
const isImported = (image: Record<string, unknown>) =>
  image.status === 'active' && image.os_glance_import_task === undefined

/** Cases about Glance fetching images itself. */
export const IMPORTS: readonly ContractCase[] = [
  {
    id: 'image-70',
    title: 'A failed import puts the image back to queued and names the store: waiting for it would never end',
    needs: ['image', 'own-cloud'],
    run: async (context) => {
      const { cloud, roots, golden } = context
      const id = await queuedId(context)
      // Nothing listens there on a cloud of ours.
      const uri = `http://${new URL(roots.image!).hostname}/contract-nothing-here`
      await cloud.image.importFromUrl(id, uri)
      const failed = await untilImage(context, id, 'failed', (image) => Boolean(image.os_glance_failed_import))
      expect(failed.body).toMatchObject({ status: 'queued', size: null, os_glance_importing_to_stores: '' })
      golden('failed', failed)
      // Queued first, and then the task is done.
      const tasks = await untilTaskEnds(context, id)
      expect(tasks.body.tasks[0]).toMatchObject({ status: 'failure', message: 'Task failed due to Internal Error' })
      golden('tasks', tasks)
      expect((await cloud.image.tasks(id))[0]?.status).toBe('failure')
    },
  },
  {
    id: 'image-71',
    title: 'An import from where the filter does not allow it is a 400 at once, and the image stays as it was',
    needs: ['image'],
    run: async (context) => {
      const { cloud, golden } = context
      const id = await queuedId(context)
      const uri = 'ftp://192.0.2.1/disk.raw'
      const refused = await ask(context, id, { name: 'web-download', uri })
      expect(refused.status).toBe(400)
      expect(refused.body.message).toContain(`URI for web-download does not pass filtering: ${uri}`)
      golden('scheme', refused)
      golden('nowhere', await ask(context, id, { name: 'web-download' }))
      await expect(cloud.image.importFromUrl(id, uri)).rejects.toMatchObject({ details: { status: 400 } })
      const { status, os_glance_failed_import: failed } = await cloud.image.images.get(id)
      expect([status, failed]).toEqual(['queued', undefined])
    },
  },
  {
    id: 'image-114',
    title: 'Data that was staged becomes an image by an import of its own',
    needs: ['image'],
    run: async (context) => {
      const { cloud, golden } = context
      expect(await cloud.image.importMethods()).toContain('glance-direct')
      const id = await queuedId(context)
      const early = await ask(context, id, { name: 'glance-direct' })
      expect(early.status).toBe(409)
      golden('early', early)
      const body = { body: BYTES, headers: { 'content-type': 'application/octet-stream' } }
      expect((await glance(cloud, 'PUT', `/images/${id}/stage`, body)).status).toBe(204)
      const staged = await glance(cloud, 'GET', `/images/${id}`)
      expect(staged.body).toMatchObject({ status: 'uploading', size: BYTES.length })
      golden('staged', staged)
      golden('download', await ask(context, id, { name: 'web-download', uri: 'http://192.0.2.1/x' }))
      expect((await ask(context, id, { name: 'glance-direct' })).status).toBe(202)
      golden('active', await untilImage(context, id, 'imported', isImported))
      const again = await ask(context, id, { name: 'glance-direct' })
      expect(again.status).toBe(409)
      golden('again', again)
    },
  },
  {
    id: 'image-115',
    title: 'An import wants a method that there is, and an image whose formats are known',
    needs: ['image'],
    run: async (context) => {
      const { golden } = context
      const id = await queuedId(context)
      const unknown = await ask(context, id, { name: 'by-post' })
      expect(unknown.status).toBe(400)
      golden('unknown', unknown)
      golden('none', await ask(context, id, undefined))
      const { body } = await queuedImage(context, { disk_format: null, container_format: null })
      const formless = await ask(context, body.id, { name: 'web-download', uri: 'http://192.0.2.1/x' })
      expect(formless.status).toBe(409)
      golden('formless', formless)
    },
  },
]

const untilTaskEnds = ({ cloud, clock, signal, interval }: ContractContext, id: string): Promise<RawAnswer> =>
  poll({
    goal: `the end of the import of image ${id}`,
    interval: interval('image'),
    clock,
    signal,
    observe: () => glance(cloud, 'GET', `/images/${id}/tasks`),
    describe: ({ body }) => String(body?.tasks?.[0]?.status),
    until: ({ body }) => body?.tasks?.[0]?.status !== 'processing',
  })
