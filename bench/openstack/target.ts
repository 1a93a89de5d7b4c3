import { findLab } from '../../fixtures/contract/openstack/targets/lab.ts'
import { bringRehearsal } from '../../fixtures/contract/openstack/targets/rehearsal.ts'
import { StackproofError } from '../../lib/core/errors.ts'
import type { BenchOptions } from './options.ts'

/** Which entries of which file are meant. */
export interface Target {
  /** Undefined for the usual search. */
  file: string | undefined
  tenant: string
  /** With the role admin: the benchmark gets a project of its own. */
  admin: string | undefined
  end(): Promise<void>
}

/** What `--cloud` names; `lab` and `rehearsal` are ours unless a clouds file has been given. */
export const findTarget = async ({ cloud, cloudsFile, admin }: BenchOptions): Promise<Target> => {
  if (cloudsFile !== undefined || !['lab', 'rehearsal'].includes(cloud))
    return { file: cloudsFile, tenant: cloud, admin, end: async () => {} }
  const { setting, end } = cloud === 'lab' ? await lab() : await bringRehearsal()
  return { file: setting.cloudsFile ?? undefined, tenant: setting.cloud, admin: setting.admin ?? undefined, end }
}

const lab = async () => {
  const found = await findLab()
  if ('setting' in found) return { ...found, end: async () => {} }
  throw new StackproofError('E_USAGE', `expected the lab, got none: ${found.reason}`, {
    hint: 'Bring it up with `npm run lab:openstack -- up`, or name another cloud.',
  })
}
