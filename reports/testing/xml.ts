export interface XmlNode {
  name: string
  attributes: Record<string, string>
  children: XmlNode[]
  text: string
}

const TOKEN = /<\?[^?]*\?>|<(\/?)([\w-]+)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)|(<)/g
const LEGAL = /&(?:amp|lt|gt|quot|apos|#\d+);/g

/** A strict reader of the XML that we write: unbalanced tags, raw `<` or `&` and forbidden characters are errors. */
export const parseXml = (xml: string): XmlNode => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML forbids
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(xml)) throw new Error('a control character')
  const root: XmlNode = { name: '', attributes: {}, children: [], text: '' }
  const stack = [root]
  for (const [token, closing, name, attributes, empty, text, stray] of xml.matchAll(TOKEN)) {
    if (stray !== undefined) throw new Error('a < that begins no tag')
    if (text !== undefined) stack.at(-1)!.text += resolve(text)
    else if (closing === '/') close(stack, name!)
    else if (name !== undefined)
      open(stack, { name, attributes: readAttributes(attributes!), children: [], text: '' }, empty)
    else if (!token.startsWith('<?')) throw new Error(`not XML: ${token.slice(0, 40)}`)
  }
  if (stack.length !== 1 || root.children.length !== 1) throw new Error('tags are not balanced')
  return root.children[0]!
}

/** Every element of a name, at any depth. */
export const elements = (node: XmlNode, name: string): XmlNode[] => [
  ...node.children.filter((child) => child.name === name),
  ...node.children.flatMap((child) => elements(child, name)),
]

const open = (stack: XmlNode[], node: XmlNode, empty: string | undefined) => {
  stack.at(-1)!.children.push(node)
  if (empty !== '/') stack.push(node)
}

const close = (stack: XmlNode[], name: string) => {
  if (stack.pop()!.name !== name) throw new Error(`</${name}> closes something else`)
}

const readAttributes = (text: string) =>
  Object.fromEntries([...text.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, resolve(value!)]))

const NAMED: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" }

const resolve = (text: string) => {
  if (text.replace(LEGAL, '').includes('&')) throw new Error('a & that begins no reference')
  return text.replace(LEGAL, (entity) => NAMED[entity] ?? String.fromCharCode(Number(entity.slice(2, -1))))
}
