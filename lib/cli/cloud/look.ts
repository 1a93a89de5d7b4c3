import { describeError, isStackproofError } from '../../core/errors.ts'
import type { OpenStack } from '../../openstack/types.ts'
import type { CloudVerb } from './options.ts'
import { ROWS, type Row, render } from './rows.ts'

interface Told {
  id: string
  title: string
  state: 'ok' | 'absent' | 'failed'
  lines: readonly string[]
  data?: unknown
  error?: { message: string; hint?: string }
}

/** What this cloud is, in one screen. Exit code 1 where a part of it did not answer as it should; the rest is told. */
export const look = async ({ cloud, signal, options }: CloudVerb): Promise<number> => {
  const rows = await Promise.all(ROWS.map((row) => tell(row, cloud, signal)))
  signal.throwIfAborted()
  if (options.json) console.log(JSON.stringify({ cloud: cloud.cloud, rows: rows.map(withoutLines) }, null, 2))
  else console.log(render([{ title: 'cloud', lines: [cloud.cloud] }, ...rows]))
  return rows.some(({ state }) => state === 'failed') ? 1 : 0
}

const tell = async ({ id, title, service, read }: Row, cloud: OpenStack, signal: AbortSignal): Promise<Told> => {
  if (service !== undefined && !cloud.available().includes(service))
    return { id, title, state: 'absent', lines: [`– no ${service} service in the catalog`] }
  try {
    const { data, lines } = await read(cloud, { signal })
    return { id, title, state: 'ok', lines, data }
  } catch (error) {
    const message = describeError(error)
    const hint = isStackproofError(error) ? error.hint : undefined
    const told = [`✘ ${message}`, ...(hint === undefined ? [] : [`  ${hint}`])]
    return { id, title, state: 'failed', lines: told, error: { message, ...(hint !== undefined && { hint }) } }
  }
}

const withoutLines = ({ lines: _, ...rest }: Told) => rest
