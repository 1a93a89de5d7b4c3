import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { JANITOR_LOG } from '../../run/janitor/start.ts'
import { PLAN_FILE } from '../../run/read.ts'
import type { RunFolder } from './folder.ts'
import { keptClusters } from './kept.ts'

/**
 * Removes kubeconfigs and credentials of a run. They stay where clusters were kept; and where the run did not end in order,
 * because its janitor can't clean without them: then it removes them.
 */
export const tidy = (folder: RunFolder, ended: boolean): void => {
  if (keeps(folder) || (!ended && isWatched(folder))) return
  folder.removePrivate()
}

/** True when a janitor was started for a run. */
export const isWatched = ({ dir }: RunFolder): boolean => existsSync(join(dir, JANITOR_LOG))

/** True when a run has left clusters standing on purpose. */
export const keeps = ({ dir, run }: RunFolder): boolean =>
  existsSync(join(dir, PLAN_FILE)) && keptClusters(dir, run).length > 0
