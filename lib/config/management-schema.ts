import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import type { ManagementSetting } from '../run/management-setting.ts'

const text = z.string().min(1)
const version = z.string().regex(/^v?\d+\.\d+\.\d+\S*$/, 'expected a version such as v1.10.10')

/** `management` of stackproof.yaml. */
export const managementSchema = z
  .strictObject({
    kubeconfig: text.nullable().default(null).describe('A cluster that is there already; null makes one with kind'),
    install: z.boolean().default(false).describe('Whether what is missing in that cluster may be installed'),
    releases: text.nullable().default(null).describe('Directory of this host that its operators read releases from'),
    generation: z
      .enum(['2024-04', '2024', '2025', '2026'])
      .nullable()
      .default(null)
      .describe('Of operators; null takes the one that serves all stacks'),
    nodeImage: text.nullable().default(null).describe('Image of kind’s nodes'),
    images: z.record(text, text).default({}).describe('Image without tag → what is taken instead'),
    charts: z.strictObject({ cso: text.optional() }).prefault({}).describe('Charts: directory, archive, URL or oci://'),
    manifests: z
      .strictObject({ orc: text.optional(), cso: text.optional(), cspo: text.optional() })
      .prefault({})
      .describe('Manifests: URL or file'),
    repository: text.nullable().default(null).describe('Components of Cluster API: LABEL/VERSION/FILE below it'),
    versions: z
      .strictObject({
        clusterApi: version.optional(),
        openstack: version.optional(),
        certManager: version.optional(),
        orc: version.optional(),
        cso: version.optional(),
        csoChart: version.optional(),
        cspo: version.optional(),
      })
      .prefault({})
      .describe('Instead of those of the generation'),
    archives: z.array(text).default([]).describe('Image archives (docker save) that are loaded into the nodes'),
  })
  .prefault({})

const isPlace = (reference: string) => /^[a-z][a-z0-9+]*:\/\//.test(reference)

/** Takes relative paths as ones of the folder that the file lies in; URLs stay. */
export const withAbsolutePaths = (management: z.infer<typeof managementSchema>, base: string): ManagementSetting => {
  const absolute = (path: string) => (isAbsolute(path) || isPlace(path) ? path : join(base, path))
  const each = (references: Record<string, string | undefined>) =>
    Object.fromEntries(
      Object.entries(references).flatMap(([name, reference]) =>
        reference === undefined ? [] : [[name, absolute(reference)]],
      ),
    )
  const orNull = (path: string | null) => (path === null ? null : absolute(path))
  return {
    ...management,
    kubeconfig: orNull(management.kubeconfig),
    releases: orNull(management.releases),
    repository: orNull(management.repository),
    charts: each(management.charts),
    manifests: each(management.manifests),
    versions: Object.fromEntries(
      Object.entries(management.versions).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    archives: management.archives.map(absolute),
  }
}
