/** The life of one kind of resource, by the words of its service. Any other word is waited out, and marked in the timeline. */
export interface StateMachine {
  ok: readonly string[]
  fail: readonly string[]
  transient: readonly string[]
  /** Where a deletion gets no further by itself. */
  stuck?: readonly string[]
}

const VOLUME_WORK = [
  'attaching',
  'detaching',
  'maintenance',
  'reserved',
  'uploading',
  'downloading',
  'extending',
  'retyping',
  'backing-up',
  'restoring-backup',
  'awaiting-transfer',
]

export const STATES = {
  server: {
    ok: ['ACTIVE'],
    fail: ['ERROR', 'DELETED', 'SOFT_DELETED'],
    transient: [
      'BUILD',
      'SHUTOFF',
      'PAUSED',
      'SUSPENDED',
      'REBOOT',
      'HARD_REBOOT',
      'REBUILD',
      'RESIZE',
      'VERIFY_RESIZE',
      'REVERT_RESIZE',
      'MIGRATING',
      'PASSWORD',
      'RESCUE',
      'SHELVED',
      'SHELVED_OFFLOADED',
      'UNKNOWN',
    ],
  },
  volume: {
    ok: ['available', 'in-use'],
    fail: ['error', 'error_deleting', 'error_extending', 'error_restoring', 'error_backing-up', 'error_managing'],
    transient: ['creating', 'deleting', 'managing', ...VOLUME_WORK],
    stuck: ['error_deleting'],
  },
  snapshot: {
    ok: ['available'],
    fail: ['error', 'error_deleting', 'deleted'],
    transient: ['creating', 'backing-up', 'deleting', 'unmanaging', 'restoring'],
    stuck: ['error_deleting'],
  },
  backup: {
    ok: ['available'],
    fail: ['error', 'error_deleting', 'deleted'],
    transient: ['creating', 'restoring', 'deleting'],
    stuck: ['error_deleting'],
  },
  loadbalancer: {
    ok: ['ACTIVE'],
    fail: ['ERROR', 'DELETED'],
    transient: ['PENDING_CREATE', 'PENDING_UPDATE', 'PENDING_DELETE'],
  },
  image: {
    ok: ['active'],
    fail: ['killed', 'deleted', 'pending_delete', 'deactivated'],
    transient: ['queued', 'saving', 'uploading', 'importing'],
  },
  network: { ok: ['ACTIVE'], fail: ['ERROR'], transient: ['BUILD', 'DOWN'] },
  port: { ok: ['ACTIVE'], fail: ['ERROR'], transient: ['BUILD', 'DOWN', 'N/A'] },
  router: { ok: ['ACTIVE'], fail: ['ERROR'], transient: ['ALLOCATING', 'BUILD', 'DOWN'] },
  floatingip: { ok: ['ACTIVE'], fail: ['ERROR'], transient: ['DOWN'] },
  trunk: { ok: ['ACTIVE'], fail: ['ERROR', 'DEGRADED'], transient: ['BUILD', 'DOWN'] },
} as const satisfies Record<string, StateMachine>

/** Kinds that can be waited for. */
export type WaitedKind = keyof typeof STATES
