/** Attributes in order; undefined and null ones are left out. */
export type Attributes = Readonly<Record<string, string | number | null | undefined>>

/** One XML element. Children are XML already; text goes through `escapeXml`. */
export const element = (name: string, attributes: Attributes, children: readonly string[] = []): string => {
  const given = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined)
  const head = [name, ...given.map(([key, value]) => `${key}="${escapeXml(String(value))}"`)].join(' ')
  const inner = children.filter((child) => child !== '')
  return inner.length === 0 ? `<${head}/>` : `<${head}>${inner.join('')}</${name}>`
}

/** Text for content or attribute values; characters that XML 1.0 has no way to write become U+FFFD. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(FORBIDDEN, '\uFFFD')
    .replace(/[&<>"'\t\n\r]/g, (char) => ENTITIES[char]!)

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML forbids
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/g

/** Line ends and tabs as references, else a parser makes spaces of them in attributes. */
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}
