/** Where the rehearsal once answered otherwise than a real API server. */
export interface Difference {
  /** Id of the case that holds both to the same answer. */
  case: string
  /** What Kubernetes 1.33 does. */
  real: string
  /** What the rehearsal did before. */
  rehearsal: string
  mended: string
}
