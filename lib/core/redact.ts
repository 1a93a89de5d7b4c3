const MASK = '•••'
const SECRET_KEYS =
  /^(password|original_password|adminpass|admin_password|secret|application_credential_secret|passcode|token|access_token|id_token|refresh_token|client_secret|client_assertion|private_key|user_data|auth_password|x-auth-token|x-subject-token|x-service-token|authorization|openstack-auth-receipt|set-cookie|cookie|client-key-data|certificate-authority-key)$/i
// Nothing inside these may be seen, whatever its shape.
const SECRET_TREES = /^(personality|connection_info)$/i
const USER_INFO = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:"']+:[^\s/@"']+@/gi

/** True for keys and headers whose values must never be seen. */
export const isSecretKey = (key: string): boolean => SECRET_KEYS.test(key) || SECRET_TREES.test(key)

/** Removes secrets from whatever is about to be written, logged or thrown. */
export interface Redactor {
  /** Learns a secret; short or empty values are ignored, they would mask half of the text. */
  add(secret: string | undefined): void
  text(text: string): string
  /** A deep copy in which secret keys are masked and known secrets replaced. */
  value<T>(value: T): T
}

export const createRedactor = (secrets: Iterable<string> = []): Redactor => {
  const known = new Set<string>()
  const add = (secret: string | undefined) => {
    if (secret === undefined || secret.length < 6) return
    known.add(secret)
    known.add(Buffer.from(secret).toString('base64'))
    known.add(encodeURIComponent(secret))
  }
  for (const secret of secrets) add(secret)
  const text = (input: string) =>
    [...known].reduce((out, secret) => out.replaceAll(secret, MASK), input).replace(USER_INFO, `$1${MASK}@`)
  return { add, text, value: <T>(input: T) => redactValue(input, text) as T }
}

const redactValue = (value: unknown, text: (input: string) => string): unknown => {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return value.map((item) => redactValue(item, text))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactEntry(key, item, text)]))
}

const redactEntry = (key: string, item: unknown, text: (input: string) => string) => {
  if (SECRET_TREES.test(key)) return MASK
  if (!SECRET_KEYS.test(key)) return redactValue(item, text)
  if (typeof item === 'string' || typeof item === 'number') return MASK
  // Keystone's requests hold a token as `{token: {id}}`; volumes of Kubernetes have a `secret` that is none.
  const inner = redactValue(item, text)
  return /^token$/i.test(key) && isTree(inner) && 'id' in inner ? { ...inner, id: MASK } : inner
}

const isTree = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object'
