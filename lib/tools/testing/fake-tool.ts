import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRedactor } from '../../core/redact.ts'
import { temporaryFolder } from '../../kubernetes/testing/folder.ts'
import type { ToolOptions } from '../types.ts'

/** A directory of real executables that note how they were called. */
export interface FakeTools {
  path: string
  context: ToolOptions
  /** Makes a program that notes its arguments, input and environment, runs `before` and then answers. */
  install(tool: string, answer?: string, before?: string): void
  noted(what: 'args' | 'env' | 'input'): string
  /** The arguments of the last call in one line. */
  words(): string
}

export const fakeTools = (): FakeTools => {
  const path = temporaryFolder()
  const noted = (what: 'args' | 'env' | 'input') => readFileSync(join(path, what), 'utf8').trim()
  return {
    path,
    context: { path, redactor: createRedactor(), timeoutMs: 15_000 },
    install: (tool, answer = '', before = '') =>
      writeFileSync(
        join(path, tool),
        `#!/bin/sh\nprintf '%s\\n' "$@" > '${path}/args'\nenv > '${path}/env'\ncat > '${path}/input'\n${before}\nprintf '%s' '${answer}'\n`,
        { mode: 0o755 },
      ),
    noted,
    words: () => noted('args').replaceAll('\n', ' '),
  }
}
