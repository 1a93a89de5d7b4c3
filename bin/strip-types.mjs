import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ours = pathToFileURL(`${dirname(dirname(fileURLToPath(import.meta.url)))}/`).href

registerHooks({
  load: (url, context, next) =>
    url.startsWith(ours) && url.endsWith('.ts')
      ? { format: 'module', shortCircuit: true, source: stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8')) }
      : next(url, context),
})
