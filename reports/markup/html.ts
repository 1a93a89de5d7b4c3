/** Text that is safe as content and as a quoted attribute; control characters become visible. */
export const escapeHtml = (text: string): string =>
  visible(text).replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`)

/** Text in which nothing hides, moves the cursor or turns the direction of a line; tabs and line ends stay. */
export const visible = (text: string): string => text.toWellFormed().replace(CONTROLS, '\uFFFD')

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g

/** Markup that was escaped already; only `html` makes it. */
export interface Html {
  readonly markup: string
}

type Part = Html | string | number | null | undefined | false | readonly Part[]

/** Markup from a template: everything put in is escaped unless it is markup itself; null, undefined and false are nothing. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: strings.map((text, i) => (i === 0 ? text : render(parts[i - 1]) + text)).join(''),
})

/** Markup from a trusted place: our own style sheets and scripts. */
export const trusted = (markup: string): Html => ({ markup })

const render = (part: Part): string => {
  if (part === null || part === undefined || part === false) return ''
  if (Array.isArray(part)) return (part as readonly Part[]).map(render).join('')
  return typeof part === 'object' ? (part as Html).markup : escapeHtml(String(part))
}
