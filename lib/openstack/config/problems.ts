import { StackproofError } from '../../core/errors.ts'
import type { CloudEntry } from './read.ts'

export interface ConfigProblem {
  /** `clouds.demo.auth.auth_url` */
  key: string
  /** `clouds.yaml:7`, or the file where the key is missing. */
  place: string
  expected: string
  found: string
}

/** Collects everything that is wrong with one entry, so that a user learns of all of it at once. */
export class Problems {
  readonly #entry: CloudEntry
  readonly #found: ConfigProblem[] = []

  constructor(entry: CloudEntry) {
    this.#entry = entry
  }

  /** `found` must not be a secret. A key that several services share is told once. */
  add(path: string, expected: string, found: string): void {
    const { name, file, places } = this.#entry
    if (this.#found.some(({ key }) => key === `clouds.${name}.${path}`)) return
    this.#found.push({ key: `clouds.${name}.${path}`, place: places[path] ?? file, expected, found })
  }

  /** Throws `E_CONFIG` with one line per problem. */
  throwIfAny(): void {
    if (this.#found.length === 0) return
    const lines = this.#found.map(
      ({ key, place, expected, found }) => `${place}: ${key}: expected ${expected}, got ${found}`,
    )
    throw new StackproofError('E_CONFIG', lines.join('\n'), { details: { problems: this.#found } })
  }
}
