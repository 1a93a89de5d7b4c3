/** One thing that `doctor` has looked at. */
export interface Finding {
  name: string
  state: 'ok' | 'missing' | 'warning'
  found: string
  /** What it is needed for, and how to get it. */
  mend?: string
}
