import type { Constraint, ConstraintContext } from './types.ts'
import { BASE_VARIABLES } from './variables.ts'

/** Why a stack as a whole can't be deployed here. Their axes are none: one violation excludes every cell of the stack. */
export const STACK_RULES: readonly Constraint[] = [
  {
    id: 'provider',
    axes: [],
    violated: ({ stack }) => stack.provider !== 'openstack',
    reason: ({ stack }) =>
      PROVIDERS[stack.provider] ?? `provider ${stack.provider}: clusters on it are not supported yet`,
    source: 'csctl.yaml, config.provider.type',
  },
  {
    id: 'control-plane-provider',
    axes: [],
    violated: ({ stack }) => stack.clusterClass.controlPlaneKind !== 'KubeadmControlPlaneTemplate',
    reason: ({ stack }) =>
      `control plane by ${stack.clusterClass.controlPlaneKind}: only kubeadm control planes are supported yet`,
    source: 'ClusterClass, spec.controlPlane',
  },
  {
    id: 'stack-name',
    axes: [],
    violated: ({ stack }) => stack.name.includes('-'),
    reason: ({ stack }) =>
      `the name ${stack.name} has a dash: the operator splits class names at dashes and finds no such release`,
    source: 'cluster-stack-operator, pkg/clusterstack',
  },
  {
    id: 'infrastructure-api',
    axes: [],
    violated: ({ stack, infrastructureApis }) =>
      stack.provider === 'openstack' && !infrastructureApis.includes(apiVersion(stack.clusterClass.infrastructureApi)),
    reason: ({ stack, infrastructureApis }) =>
      `templates are ${stack.clusterClass.infrastructureApi}, the management cluster serves ${infrastructureApis.join(', ')}`,
    source: 'Cluster API Provider OpenStack: v1alpha7 is served up to v0.11, v1beta2 from v0.15',
  },
  {
    id: 'node-images',
    axes: [],
    violated: ({ stack }) => stack.nodeImageMethod !== null && stack.nodeImages.length === 0,
    reason: 'csctl.yaml asks the provider plugin for node images, but the stack has no node-images',
    source: 'cluster-stacks #233',
  },
  {
    id: 'no-value',
    axes: [],
    violated: ({ axes }) => axes.some(({ values }) => values.length === 0),
    reason: ({ axes }) =>
      `neither cloud nor filter leaves a value of ${axes
        .filter(({ values }) => values.length === 0)
        .map(({ axis }) => axis.id)
        .join(', ')} that the stack has`,
    source: "the cloud's profile, the filters",
  },
  {
    id: 'required-variable',
    axes: [],
    violated: (context) => unsetVariables(context).length > 0,
    reason: (context) => `nothing sets the required variable ${unsetVariables(context).join(', ')}`,
    source: 'ClusterClass, spec.variables',
  },
]

const PROVIDERS: Readonly<Record<string, string>> = {
  docker:
    'provider docker: its clusters are containers beside the management cluster and need no OpenStack cloud, not supported yet',
  kubevirt:
    'provider kubevirt: its clusters are virtual machines of a Kubernetes cluster, not of an OpenStack cloud, not supported yet',
}

const apiVersion = (groupVersion: string) => groupVersion.split('/').at(-1)!

const unsetVariables = ({ stack, axes }: ConstraintContext): string[] => {
  const settable = new Set([
    ...Object.keys(BASE_VARIABLES),
    ...axes.flatMap(({ values }) => values.flatMap(({ variables = {} }) => Object.keys(variables))),
  ])
  return stack.clusterClass.variables
    .filter((variable) => variable.required && variable.default === undefined && !settable.has(variable.name))
    .map(({ name }) => name)
}
