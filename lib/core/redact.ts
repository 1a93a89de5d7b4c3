const MASK = '•••'
const SECRET_KEYS =
  /^(password|adminpass|admin_password|secret|application_credential_secret|passcode|token|access_token|client_secret|private_key|user_data|auth_password|x-auth-token|x-subject-token|authorization|set-cookie|client-key-data|certificate-authority-key)$/i

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
  const text = (input: string) => [...known].reduce((out, secret) => out.replaceAll(secret, MASK), input)
  return { add, text, value: <T>(input: T) => redactValue(input, text) as T }
}

const redactValue = (value: unknown, text: (input: string) => string): unknown => {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return value.map((item) => redactValue(item, text))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactEntry(key, item, text)]))
}

const redactEntry = (key: string, item: unknown, text: (input: string) => string) =>
  SECRET_KEYS.test(key) && (typeof item === 'string' || typeof item === 'number') ? MASK : redactValue(item, text)
