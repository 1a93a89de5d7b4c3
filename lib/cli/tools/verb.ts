import { StackproofError } from '../../core/errors.ts'
import { nearest } from '../../core/nearest.ts'

export interface ToolsOptions {
  dir?: string
  config?: string
  generation?: string
  offline?: boolean
  json?: boolean
}

const ACTIONS = ['list', 'install', 'images'] as const

/** `stackproof tools`: which tools there are, which can be had, and what they pull. */
export const tools = async (action: string, names: string[], options: ToolsOptions): Promise<number> => {
  switch (action) {
    case 'list':
      return await (await import('./list.ts')).listTools(names, options)
    case 'install':
      return await (await import('./install.ts')).installTools(names, options)
    case 'images':
      return (await import('./images.ts')).listImages(options)
    default: {
      const near = nearest(action, ACTIONS)
      const hint = near === undefined ? '' : `; did you mean ${near}?`
      throw new StackproofError('E_USAGE', `expected list, install or images, got ${action}${hint}`)
    }
  }
}
