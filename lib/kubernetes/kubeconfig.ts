import {
  type Cluster,
  type Context,
  newClusters,
  newContexts,
  newUsers,
  type User,
} from '@kubernetes/client-node/dist/config_types.js'
import { parse } from 'yaml'
import { StackproofError } from '../core/errors.ts'

/** The part of a kubeconfig that its current context selects. */
export interface CurrentContext {
  cluster: Cluster
  user: User | undefined
}

/** Reads the current context of a kubeconfig. Throws `E_CONFIG` that never shows the text, which is a secret. */
export const readKubeconfig = (text: string): CurrentContext => {
  const { clusters, contexts, users, current } = parseEntries(text)
  const context = pick(contexts, current, 'current-context', 'contexts')
  return {
    cluster: pick(clusters, context.cluster, `contexts[${current}].cluster`, 'clusters'),
    user: context.user === undefined ? undefined : pick(users, context.user, `contexts[${current}].user`, 'users'),
  }
}

interface Entries {
  clusters: Cluster[]
  contexts: Context[]
  users: User[]
  current: unknown
}

const parseEntries = (text: string): Entries => {
  try {
    const document = parse(text)
    return {
      clusters: newClusters(document.clusters),
      contexts: newContexts(document.contexts),
      users: newUsers(document.users),
      current: document['current-context'],
    }
  } catch (cause) {
    // The parser's own words quote the line at fault, which may be a key: only the first line of them is kept.
    const [why] = String((cause as Error).message).split('\n')
    throw new StackproofError('E_CONFIG', `expected a kubeconfig, got ${text.length} characters that are none: ${why}`)
  }
}

const pick = <T extends { name: string }>(entries: T[], name: unknown, key: string, list: string): T => {
  const found = entries.find((entry) => entry.name === name)
  if (found !== undefined) return found
  const names = entries.map((entry) => entry.name).join(', ') || 'none'
  throw new StackproofError(
    'E_CONFIG',
    `expected ${key} of the kubeconfig to name one of its ${list} (${names}), got ${JSON.stringify(name)}`,
  )
}
