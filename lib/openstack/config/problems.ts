import { StackproofError } from '../../core/errors.ts'
import { describeProvenance, type Provenance } from './provenance.ts'

/** Everything that can be wrong with clouds files and OS_* variables; stands in `details.problem` of an `E_CONFIG`. */
export const CONFIG_PROBLEMS = [
  'ConfigFileNotFound',
  'ConfigFileUnreadable',
  'ConfigParse',
  'CloudNotSelected',
  'CloudNotFound',
  'RegionInvalid',
  'ProfileNotFound',
  'ProfileShutDown',
  'AuthTypeUnsupported',
  'AuthFieldMissing',
  'AuthScopeAmbiguous',
  'DomainMissing',
  'TlsConfigCaMissing',
  'TlsConfigCaInvalid',
  'TlsConfigCertMissing',
  'TlsConfigCertInvalid',
  'TlsConfigCertWithoutKey',
  'TlsConfigVerifyNotBoolean',
  'EnvCloudIncomplete',
  'EnvCloudNameClash',
  'EndpointOverrideInvalid',
  'MicroversionOutOfRange',
  'ValueInvalid',
] as const

export type ConfigProblemName = (typeof CONFIG_PROBLEMS)[number]

export interface ConfigProblem {
  problem: ConfigProblemName
  file: string
  cloud: string
  /** `clouds.demo.auth.auth_url` */
  key: string
  /** `clouds.yaml:7`, a variable, or the file where the key is missing. */
  place: string
  provenance: Provenance | undefined
  expected: string
  found: string
}

/** What a problem is about. */
export interface Subject {
  name: string
  file: string
  provenance(path: string): Provenance | undefined
}

/** An `E_CONFIG` of one problem that isn't about a key. No secret may be in any of it. */
export const configError = (
  problem: ConfigProblemName,
  message: string,
  { cause, hint, ...details }: { cause?: unknown; hint?: string | undefined; [detail: string]: unknown } = {},
): StackproofError =>
  new StackproofError('E_CONFIG', message, {
    details: { problem, ...details },
    ...(cause !== undefined && { cause }),
    ...(hint !== undefined && { hint }),
  })

/** Collects everything that is wrong with one entry, so that a user learns of all of it at once. */
export class Problems {
  readonly #subject: Subject
  readonly #found: ConfigProblem[] = []
  readonly #warnings: string[] = []

  constructor(subject: Subject) {
    this.#subject = subject
  }

  get warnings(): readonly string[] {
    return this.#warnings
  }

  /** `found` must not be a secret. A key that several services share is told once. */
  add(problem: ConfigProblemName, path: string, expected: string, found: string): void {
    const { name, file, provenance } = this.#subject
    const key = `clouds.${name}.${path}`
    if (this.#found.some((known) => known.key === key && known.problem === problem)) return
    const origin = provenance(path)
    const written = origin !== undefined && origin.source !== 'default'
    const place = written ? describeProvenance(origin) : file
    this.#found.push({ problem, file, cloud: name, key, place, provenance: origin, expected, found })
  }

  /** Something that works, but hardly as it was meant. Names file and key, never a secret. */
  warn(path: string, text: string): void {
    const { name, file, provenance } = this.#subject
    const origin = provenance(path)
    const written = origin !== undefined && origin.source !== 'default'
    const warning = `${written ? describeProvenance(origin) : file}: clouds.${name}.${path}: ${text}`
    if (!this.#warnings.includes(warning)) this.#warnings.push(warning)
  }

  /** Throws `E_CONFIG` with one line per problem. */
  throwIfAny(): void {
    const [first] = this.#found
    if (first === undefined) return
    const lines = this.#found.map(
      ({ key, place, expected, found }) => `${place}: ${key}: expected ${expected}, got ${found}`,
    )
    throw new StackproofError('E_CONFIG', lines.join('\n'), {
      details: { ...first, problems: this.#found },
    })
  }
}
