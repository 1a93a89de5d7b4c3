/** The machine's word and the human's of an error answer. */
export interface ErrorBody {
  /** `OverQuota`, `itemNotFound`, `Client`; empty where the service has none. */
  code: string
  message: string
}

/** Reads the error of any service; each has a shape of its own, and proxies answer in HTML or not at all. */
export const readErrorBody = (text: string): ErrorBody => {
  const body = parse(text)
  if (!isMap(body)) return { code: '', message: plain(text) }
  const { code, message } =
    neutron(body) ?? keystone(body) ?? placement(body) ?? octavia(body) ?? fault(body) ?? webob(body)
  return { code, message: plain(message) }
}

type Map = Record<string, unknown>

const neutron = ({ NeutronError, NotImplementedError }: Map): ErrorBody | undefined => {
  const error = NeutronError ?? NotImplementedError
  if (typeof error === 'string') return { code: '', message: error }
  return isMap(error) ? { code: text(error.type), message: text(error.message) } : undefined
}

const keystone = ({ error }: Map): ErrorBody | undefined =>
  isMap(error) ? { code: text(error.title), message: text(error.message) } : undefined

const placement = ({ errors }: Map): ErrorBody | undefined => {
  const [first] = Array.isArray(errors) ? errors : []
  return isMap(first) ? { code: text(first.code) || text(first.title), message: text(first.detail) } : undefined
}

const octavia = ({ faultcode, faultstring, title, description }: Map): ErrorBody | undefined => {
  if (typeof faultstring === 'string') return { code: text(faultcode), message: faultstring }
  return typeof description === 'string' ? { code: text(title), message: description } : undefined
}

/** Nova and Cinder: one key that names the fault. */
const fault = (body: Map): ErrorBody | undefined => {
  const [entry, ...more] = Object.entries(body)
  if (entry === undefined || more.length > 0 || !isMap(entry[1])) return undefined
  return { code: entry[0], message: text(entry[1].message) }
}

/** Glance, unrouted URLs and 405s; Swift-like proxies have an `error` in words. */
const webob = ({ code, title, message, error }: Map): ErrorBody => ({
  code: text(title) || (typeof code === 'string' ? code.replace(/^\d+ /, '') : ''),
  message: typeof message === 'object' ? '' : text(message) || (typeof error === 'string' ? error : ''),
})

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const LONGEST = 500

/** Words without tags; the title of a page only where it has no other. */
const plain = (message: string): string =>
  stripped(message) || stripped(/<title[^>]*>([\s\S]*?)<\/title>/i.exec(message)?.[1] ?? '')

const stripped = (message: string): string =>
  message
    .replace(/<(style|script|title)[^>]*>[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST)

const isMap = (value: unknown): value is Map => value !== null && typeof value === 'object' && !Array.isArray(value)

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value))
