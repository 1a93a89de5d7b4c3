/** What the rehearsal does otherwise and has not been mended for. */
export interface Accepted {
  scenario: string
  /** Why it is left as it is. */
  why: string
  /** The differences, as the comparison tells them. */
  lines: readonly string[]
}

/** All that is accepted. A difference that is no more has to be taken out. */
export const ACCEPTED: readonly Accepted[] = []

/** The differences of a scenario that are accepted of the rehearsal. */
export const acceptedOf = (scenario: string): string[] =>
  ACCEPTED.filter((one) => one.scenario === scenario).flatMap(({ lines }) => lines)
