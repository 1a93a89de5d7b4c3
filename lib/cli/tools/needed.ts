import type { ManagementRecipe } from '../../../fixtures/management/recipe.ts'
import type { Config } from '../../config/types.ts'
import type { ManagementSetting } from '../../run/management-setting.ts'
import { defaultToolsDir } from '../../tools/pin-place.ts'
import type { ToolPin } from '../../tools/pin-types.ts'
import { pinsOf } from '../../tools/pins.ts'

/** Directory that tools are installed in and taken from. */
export const toolsDirOf = ({ tools }: Pick<Config, 'tools'>): string => tools.dir ?? defaultToolsDir()

/** The tools that a run with this recipe calls; on a cluster that is there and stays as it is, csctl alone. */
export const neededPins = (
  { tools, components }: Pick<ManagementRecipe, 'tools' | 'components'>,
  { kubeconfig, install }: Pick<ManagementSetting, 'kubeconfig' | 'install'>,
): ToolPin[] => {
  const plugin = components.some(({ id }) => id === 'cspo') ? ['csctl-openstack'] : []
  const installers = ['clusterctl', 'kubectl', 'helm']
  const forCluster = kubeconfig === null ? ['kind', ...installers] : install ? installers : []
  return pinsOf([...forCluster, 'csctl', ...plugin], tools)
}
