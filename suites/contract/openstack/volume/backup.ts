import { expect } from 'vitest'
import type { ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { OpenStack, RawAnswer, Resource } from '../../../../lib/openstack/types.ts'
import { cinder, remove, until } from './volumes.ts'

/** A request for a backup; removed after the case. */
export const createBackup = async (
  context: ContractContext,
  body: Record<string, unknown>,
  cloud: OpenStack = context.cloud,
): Promise<RawAnswer> => {
  const answer = await cinder(cloud, 'POST', '/backups', { body: { backup: { name: context.name(), ...body } } })
  const id = answer.body?.backup?.id
  if (answer.status === 202) context.undo(() => remove(context, `/backups/${id}`, 'backup', cloud))
  return answer
}

/** A backup that is available. */
export const availableBackup = async (
  context: ContractContext,
  body: Record<string, unknown>,
  cloud: OpenStack = context.cloud,
): Promise<Resource> => {
  const { status, body: created } = await createBackup(context, body, cloud)
  expect([status, created]).toMatchObject([202, { backup: { id: expect.any(String) } }])
  return (await untilBackup(context, created.backup.id, 'available', cloud)).body.backup
}

/** Waits for a status; `gone` is a 404. */
export const untilBackup = (context: ContractContext, id: string, status: string, cloud = context.cloud) =>
  until(context, `/backups/${id}`, 'backup', status, cloud)
