/** Where the rehearsal once answered otherwise than a real cloud. */
export interface Difference {
  /** Id of the case that holds both to the same answer. */
  case: string
  /** What OpenStack Zed does. */
  real: string
  /** What the rehearsal did before. */
  rehearsal: string
  mended: string
}
