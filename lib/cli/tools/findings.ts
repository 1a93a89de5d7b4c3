import { managementFindings } from '../../../fixtures/management/preflight/index.ts'
import { recipeFor } from '../../../fixtures/management/recipe.ts'
import { loadConfig } from '../../config/load.ts'
import { describeError } from '../../core/errors.ts'
import { type LocatedTool, locateTool } from '../../tools/locate.ts'
import type { Finding } from '../finding.ts'
import { neededPins, toolsDirOf } from './needed.ts'

/** What real runs need of this machine: the tools, and all that their management cluster is made with. */
export const realRunFindings = async (named: string | undefined): Promise<Finding[]> => {
  try {
    const config = loadConfig(process.cwd(), named)
    const recipe = recipeFor([], false, config.management)
    const toolsDir = toolsDirOf(config)
    const located = await Promise.all(neededPins(recipe, config.management).map((pin) => locateTool(pin, { toolsDir })))
    const path = located.filter(({ state }) => state === 'installed').map(({ file }) => file!.replace(/\/[^/]+$/, ''))
    const management = await managementFindings({
      recipe,
      setting: config.management,
      place: path.length === 0 ? {} : { path: path.join(':') },
      runs: config.runs,
    })
    return [...located.map(toolFinding), ...management.map(managementFinding)]
  } catch (error) {
    return [{ name: 'configuration', state: 'missing', found: describeError(error).split('\n')[0]! }]
  }
}

const toolFinding = ({ pin, state, version, file }: LocatedTool): Finding => {
  const { name, fits, use } = pin
  if (state === 'path' || state === 'installed') return { name, state: 'ok', found: `${version} (${file})` }
  const found = state === 'missing' ? 'not on PATH' : `${version} at ${file}, ${fits} is needed`
  return { name, state: 'missing', found, mend: `needed for ${use}: stackproof tools install ${name}` }
}

const managementFinding = ({
  name,
  state,
  found,
  mend,
  command,
}: Awaited<ReturnType<typeof managementFindings>>[number]): Finding => ({
  name,
  state,
  found,
  ...(mend !== undefined && { mend: `${mend} (see \`${command}\`)` }),
})
