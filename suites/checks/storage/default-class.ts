import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'
import { STORAGE_CLASS } from '../types.ts'

const DEFAULT = 'storageclass.kubernetes.io/is-default-class'

/** Exactly the default class that the stack is expected to have. */
export const defaultClass = defineCheck({
  id: 'storage.default-class',
  area: 'storage',
  title: 'There is exactly one default storage class, the one of the stack',
  why: 'With none, claims without a class hang; with two, which one is used is chance.',
  source: 'SCS standard 0211; expectation of the stack (csi-cinder-sc-delete since 2024-08)',
  faults: ['storage.two-defaults'],
  run: async ({ workload, cell, signal }) => {
    const classes = await workload.list(STORAGE_CLASS, {}, signal)
    const defaults = classes
      .filter(({ metadata }) => metadata.annotations?.[DEFAULT] === 'true')
      .map(({ metadata }) => metadata.name)
    const wanted = cell.expectations.defaultStorageClass
    const want = wanted === null ? 'no default class (this stack ships none)' : `${wanted} alone`
    ensure(defaults.join() === (wanted ?? ''), want, defaults.join(', ') || 'none')
  },
})
