/**
 * Makes the text of a Helm template parseable without rendering it: lines that are only actions go, scalars that begin
 * with an action are quoted. What an action would yield stays as its source text.
 */
export const neutralise = (template: string): string =>
  template
    .split('\n')
    .map((line) => (ONLY_ACTIONS.test(line) ? '' : line.replace(ACTION_VALUE, quoted)))
    .join('\n')

const ONLY_ACTIONS = /^\s*(\{\{.*?\}\}\s*)+$/
const ACTION_VALUE = /^(\s*(?:- )*(?:[\w./"'-]+:\s+|- ))(\{\{.*\}\}.*)$/

const quoted = (_: string, key: string, value: string) => `${key}'${value.trimEnd().replaceAll("'", "''")}'`

/** One block of a template by its key, with the indentation it has; undefined where it isn't. */
export interface Block {
  /** Line of the key, from 1. */
  line: number
  text: string
}

/** Cuts `key:` and what belongs to it out of a template. The end is the next key at the same indentation. */
export const cutBlock = (template: string, key: string): Block | undefined => {
  const lines = template.split('\n')
  const start = lines.findIndex((line) => new RegExp(`^ *${key}:\\s*(#.*)?$`).test(line))
  if (start < 0) return undefined
  const indent = lines[start]!.search(/\S/)
  const sibling = new RegExp(`^ {${indent}}[\\w-]+:(\\s|$)|^---`)
  const length = lines.slice(start + 1).findIndex((line) => sibling.test(line))
  return { line: start + 1, text: lines.slice(start, length < 0 ? undefined : start + 1 + length).join('\n') }
}

/**
 * Indents the further lines of quoted scalars. Go's YAML reader takes them at any column, and the descriptions of
 * `oidc_config` in the real stacks depend on it.
 */
export const indentStrings = (template: string): string => {
  let open: { indent: string; quote: string } | undefined
  return template
    .split('\n')
    .map((line) => {
      if (open === undefined) {
        open = opened(line)
        return line
      }
      const indented = open.indent + line.trimStart()
      if (line.trimEnd().endsWith(open.quote)) open = undefined
      return indented
    })
    .join('\n')
}

const OPENED = /^(\s*)(?:- )?[\w-]+:\s+(?:"(?:[^"\\]|\\.)*|'[^']*)$/

const opened = (line: string) => {
  const [found, indent] = OPENED.exec(line) ?? []
  return found === undefined ? undefined : { indent: `${indent}    `, quote: /:\s+(["'])/.exec(found)![1]! }
}
