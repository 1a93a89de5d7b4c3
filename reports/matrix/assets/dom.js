const SVG = 'http://www.w3.org/2000/svg'

/** An element; text goes in as text, so nothing that a cloud said can become markup. */
export const el = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children)

/** The same for SVG. */
export const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children)

const fill = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) node.setAttribute(name, value)
  node.append(...children.flat().filter((child) => child !== undefined && child !== null && typeof child !== 'boolean'))
  return node
}

/** The sign of a verdict; its name has to stand beside it. */
export const glyphOf = (verdict) =>
  svg('svg', { class: `glyph v-${verdict}`, 'aria-hidden': 'true' }, svg('use', { href: `#g-${verdict}` }))

export const wordOf = (verdict) => verdict.replace('-', ' ')

export const data = JSON.parse(document.getElementById('data').textContent)
