import { GENERATION_IDS, GENERATIONS } from '../../../fixtures/management/generations.ts'
import { type ManagementRecipe, PROVIDER_FILES, recipeOf } from '../../../fixtures/management/recipe.ts'
import { loadConfig } from '../../config/load.ts'
import type { Config } from '../../config/types.ts'
import { StackproofError } from '../../core/errors.ts'
import type { ToolsOptions } from './verb.ts'

/** Something that is fetched from elsewhere, and the key of `stackproof.yaml` that puts another in its place. */
interface Reference {
  kind: 'image' | 'chart' | 'manifest' | 'provider'
  component: string
  /** Where it is needed: `host` is this machine's engine. */
  where: 'host' | 'management' | 'workload' | 'here'
  reference: string
  /** Where another is configured: what it stands for. */
  insteadOf?: string
  key: string
}

/** Lists every image, chart and manifest of the management clusters: what an air-gapped site has to bring. */
export const listImages = ({ config: named, generation, json = false }: ToolsOptions): number => {
  const config = loadConfig(process.cwd(), named)
  const chosen = generation ?? config.management.generation
  if (chosen !== null && !GENERATIONS.some(({ id }) => id === chosen))
    throw new StackproofError('E_USAGE', `expected a generation of ${GENERATION_IDS.join(', ')}, got ${chosen}`)
  const listed = GENERATIONS.filter(({ id }) => chosen === null || id === chosen).map((one) => ({
    generation: one.id,
    title: one.title,
    references: referencesOf(recipeOf(one, true, config.management), config),
  }))
  console.log(json ? JSON.stringify({ generations: listed }, null, 2) : listed.map(text).join('\n\n'))
  return 0
}

const referencesOf = (recipe: ManagementRecipe, { management, echo }: Config): Reference[] => [
  { kind: 'image', component: 'kind', where: 'host', reference: recipe.nodeImage, key: 'management.nodeImage' },
  ...recipe.images.map(
    ({ component, original, image }): Reference => ({
      kind: 'image',
      component,
      where: 'management',
      reference: image,
      ...(image !== original && { insteadOf: original }),
      key: `management.images["${original.replace(/:[^/:]*$/, '')}"]`,
    }),
  ),
  { kind: 'image', component: 'echo', where: 'workload', reference: echo.image, key: 'echo.image' },
  ...providers(recipe, management.repository),
  ...recipe.charts.map(
    ({ component, reference, version }): Reference => ({
      kind: 'chart',
      component,
      where: 'here',
      reference: version === undefined ? reference : `${reference}:${version}`,
      key: `management.charts.${component}`,
    }),
  ),
  ...[...recipe.manifestsBefore, ...recipe.manifestsAfter].map(
    ({ component, reference }): Reference => ({
      kind: 'manifest',
      component,
      where: 'here',
      reference,
      key: `management.manifests.${component}`,
    }),
  ),
]

const RELEASES = {
  clusterApi: 'https://github.com/kubernetes-sigs/cluster-api',
  openstack: 'https://github.com/kubernetes-sigs/cluster-api-provider-openstack',
} as const

const providers = ({ versions }: ManagementRecipe, repository: string | null): Reference[] => {
  const certManager =
    repository === null
      ? `https://github.com/cert-manager/cert-manager/releases/download/${versions.certManager}/cert-manager.yaml`
      : `${repository}/cert-manager/${versions.certManager}/cert-manager.yaml`
  const files = PROVIDER_FILES.map(({ label, file, version }) => ({
    component: label,
    reference:
      repository === null
        ? `${RELEASES[version]}/releases/download/${versions[version]}/${file}`
        : `${repository}/${label}/${versions[version]}/${file}`,
  }))
  return [{ component: 'cert-manager', reference: certManager }, ...files].map((file) => ({
    ...file,
    kind: 'provider',
    where: 'here',
    key: 'management.repository',
  }))
}

const text = ({ generation, title, references }: { generation: string; title: string; references: Reference[] }) =>
  [
    `${generation}: ${title}`,
    ...references.map(
      ({ kind, where, reference, insteadOf }) =>
        `  ${kind.padEnd(8)} ${where.padEnd(10)} ${reference}${insteadOf === undefined ? '' : ` (instead of ${insteadOf})`}`,
    ),
  ].join('\n')
