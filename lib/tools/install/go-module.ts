import { readFileSync } from 'node:fs'

const LINE = /^(?:replace)?\s*(\S+)( v\S+)? => (\S+)(?: (v\S+))?\s*(?:\/\/.*)?$/

/**
 * The replace lines of a module's go.mod as a module that requires it has to repeat them, for Go heeds those of the main
 * module only. Folders of the module's own tree are taken in the version that they are published as, or left out.
 */
export const replaceLines = (goMod: string, version: string, staging: boolean): string[] =>
  readFileSync(goMod, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, from, only = '', to = '', toVersion] = LINE.exec(line) ?? []
      if (from === undefined) return []
      if (toVersion !== undefined) return [`replace ${from}${only} => ${to} ${toVersion}`]
      return staging && to.startsWith('./staging/') ? [`replace ${from} => ${from} ${stagingVersion(version)}`] : []
    })

/** Kubernetes v1.33.13 publishes its staging modules as v0.33.13. */
const stagingVersion = (version: string) => version.replace(/^v1\./, 'v0.')
