import { ERAS } from './eras.ts'
import type { BrokenStack, Discovery, PassedOver, Stack, StackProblem, StackVersions } from './types.ts'

/** A stack as plain data for `--json` and tables. */
export interface StackSummary {
  id: string
  path: string
  provider: string
  name: string
  kubernetes: string
  era: string
  eraTitle: string
  layout: string
  controlPlane: string
  infrastructure: string
  machineDeploymentClass: string
  releasedAs: string | null
  noProvider: boolean
  defaultStorageClass: string | null
  addons: {
    chart: string
    version: string
    stage: string | null
    switchedBy: string | null
    enabled: boolean
    vendored: string | null
  }[]
  addonStages: Readonly<Record<string, readonly string[]>>
  variables: {
    name: string
    type: string
    required: boolean
    default?: unknown
    enum?: readonly unknown[]
    description?: string
  }[]
  nodeImages: { name: string; url: string }[]
  versions: readonly StackVersions[]
}

/** Of a stack that could not be read: what is known, and why not more. */
export interface BrokenSummary {
  id: string
  path: string
  provider: string
  name: string
  kubernetes: string
  problems: readonly StackProblem[]
}

/** One entry for every `csctl.yaml`, in the order of their paths, and what else was found. */
export const discoverySummary = ({
  stacks,
  broken,
  problems,
  passedOver,
}: Discovery): {
  stacks: (StackSummary | BrokenSummary)[]
  problems: readonly StackProblem[]
  passedOver: readonly PassedOver[]
} => ({
  stacks: [...stacks.map(stackSummary), ...broken.map(brokenSummary)].sort((a, b) => (a.path < b.path ? -1 : 1)),
  problems,
  passedOver,
})

/** What a maintainer wants to see of a stack. */
export const stackSummary = (stack: Stack): StackSummary => ({
  id: stack.id,
  path: stack.path,
  provider: stack.provider,
  name: stack.name,
  kubernetes: stack.kubernetes,
  era: stack.era,
  eraTitle: ERAS.find(({ id }) => id === stack.era)!.title,
  layout: stack.layout,
  controlPlane: stack.clusterClass.controlPlaneKind,
  infrastructure: `${stack.clusterClass.infrastructureKind} ${stack.clusterClass.infrastructureApi}`,
  machineDeploymentClass: stack.expectations.machineDeploymentClass,
  releasedAs: stack.releasedAs,
  noProvider: stack.expectations.noProvider,
  defaultStorageClass: stack.expectations.defaultStorageClass,
  addons: stack.addons.map(({ chart, version, stage, condition, enabled, vendored }) => ({
    chart,
    version,
    stage,
    switchedBy: condition,
    enabled,
    vendored,
  })),
  addonStages: stack.addonStages,
  variables: stack.clusterClass.variables.map(({ line: _, ...variable }) => variable),
  nodeImages: stack.nodeImages.map(({ name, url }) => ({ name, url })),
  versions: stack.versions,
})

const brokenSummary = ({ dir: _, ...known }: BrokenStack): BrokenSummary => known
