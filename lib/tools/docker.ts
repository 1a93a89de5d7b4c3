import { isStackproofError } from '../core/errors.ts'
import { runTool } from './run-tool.ts'
import type { ToolOptions } from './types.ts'

/** How the engine behind `docker` answers. */
export type DockerState =
  | { state: 'running'; version: string; rootDir: string }
  | { state: 'missing' | 'denied' | 'stopped' | 'broken'; reason: string }

const FORMAT = '{{.ServerVersion}}\t{{.DockerRootDir}}'

/** Asks the Docker engine; never throws but for the signal. */
export const dockerState = async (options: ToolOptions): Promise<DockerState> => {
  try {
    const { stdout } = await runTool({ ...options, tool: 'docker', args: ['info', '--format', FORMAT] })
    const [version = '', rootDir = ''] = stdout.trim().split('\t')
    // Older clients exit 0 and leave the server's part empty.
    return version === ''
      ? { state: 'stopped', reason: 'docker info names no server' }
      : { state: 'running', version, rootDir }
  } catch (error) {
    options.signal?.throwIfAborted()
    return failedState(error)
  }
}

const failedState = (error: unknown): DockerState => {
  if (isStackproofError(error) && error.code === 'E_TOOL_MISSING') return { state: 'missing', reason: error.message }
  const reason = lastLines(error)
  if (/permission denied/i.test(reason)) return { state: 'denied', reason }
  if (/cannot connect|connection refused|no such file|is the docker daemon running/i.test(reason))
    return { state: 'stopped', reason }
  return { state: 'broken', reason }
}

const lastLines = (error: unknown): string => {
  const tail = isStackproofError(error) ? (error.details.tail as string[] | undefined) : undefined
  return tail?.findLast((line) => line.trim() !== '') ?? (error instanceof Error ? error.message : String(error))
}

/** What is known of an image before a container is made of it. */
export type ImageState =
  | { state: 'here'; entrypoint: readonly string[] }
  | { state: 'in-registry' }
  | { state: 'unknown'; reason: string }

/** Looks for an image in the engine, then in its registry. */
export const dockerImageState = async (image: string, options: ToolOptions): Promise<ImageState> => {
  try {
    const args = ['image', 'inspect', '--format', '{{json .Config.Entrypoint}}', image]
    const { stdout } = await runTool({ ...options, tool: 'docker', args })
    return { state: 'here', entrypoint: (JSON.parse(stdout) as string[] | null) ?? [] }
  } catch {
    options.signal?.throwIfAborted()
  }
  try {
    await runTool({ ...options, tool: 'docker', args: ['manifest', 'inspect', image] })
    return { state: 'in-registry' }
  } catch (error) {
    options.signal?.throwIfAborted()
    return { state: 'unknown', reason: lastLines(error) }
  }
}
