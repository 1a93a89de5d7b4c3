import type { Check } from './check.ts'

type Defaults = 'severity' | 'phase' | 'inapplicable' | 'interval'

/** A check of the catalogue; what most checks have in common need not be said. */
export const defineCheck = (check: Omit<Check, Defaults> & Partial<Pick<Check, Defaults>>): Check => ({
  severity: 'must',
  phase: 'checks',
  inapplicable: [],
  interval: 'default/check',
  ...check,
})
