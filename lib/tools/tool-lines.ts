import type { Redactor } from '../core/redact.ts'
import type { ToolLine } from './types.ts'

const TAIL_LINES = 20

/** Passes lines of both streams on unchanged, tells them redacted, and remembers the last twenty for an error. */
export const createLineTap = (redactor: Redactor, onLine?: (line: ToolLine) => void) => {
  const lines: string[] = []
  const tap = (from: ToolLine['from']) =>
    function* (line: unknown) {
      const text = redactor.text(String(line))
      lines.push(text)
      if (lines.length > TAIL_LINES) lines.shift()
      onLine?.({ from, text })
      yield line
    }
  return { stdout: tap('stdout'), stderr: tap('stderr'), tail: () => [...lines] }
}
