import { z } from 'zod'
import { parseDuration } from '../core/duration.ts'
import { managementSchema } from './management-schema.ts'

const duration = z.string().superRefine((text, context) => {
  try {
    parseDuration(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'expected a duration such as 90s or 1m30s' })
  }
})
const cidr = z.string().regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, 'expected an IPv4 network such as 10.8.0.0/14')
const count = z.int().nonnegative()

const quota = z.strictObject({
  servers: count.optional(),
  cores: count.optional(),
  ram: count.optional().describe('MiB'),
  volumes: count.optional(),
  gigabytes: count.optional().describe('GiB'),
  networks: count.optional(),
  subnets: count.optional(),
  routers: count.optional(),
  ports: count.optional(),
  floatingIps: count.optional(),
  loadBalancers: count.optional(),
  securityGroups: count.optional(),
  serverGroups: count.optional(),
})

const profile = z.strictObject({
  externalNetwork: z.string().nullable().default(null).describe('Name or id; null where the cloud has exactly one'),
  region: z.string().default('RegionOne'),
  availabilityZones: z.array(z.string()).default(['nova']),
  loadBalancerProviders: z.array(z.enum(['amphora', 'ovn'])).default(['amphora', 'ovn']),
  defaultLoadBalancerProvider: z.enum(['amphora', 'ovn']).default('amphora'),
  flavors: z
    .strictObject({
      controlPlane: z.string().default('SCS-2V-4-20s'),
      worker: z.string().default('SCS-2V-4-20s'),
      yawol: z.string().default('SCS-1V-2-5'),
    })
    .prefault({}),
  credentials: z.array(z.enum(['application-credential', 'password'])).default(['application-credential']),
  ca: z.enum(['public', 'private']).default('public'),
  hypervisors: count.default(3).describe('Hosts that servers can be spread over'),
  imageImport: z.boolean().default(true).describe('Glance offers web-download'),
  images: z
    .strictObject({
      yawol: z.string().nullable().default(null),
      nodePattern: z.string().default('ubuntu-capi-image-{version}'),
    })
    .prefault({}),
  networks: z
    .strictObject({
      nodes: cidr.default('10.8.0.0/14'),
      pods: cidr.default('172.16.0.0/12'),
      services: cidr.default('10.96.0.0/12'),
    })
    .prefault({}),
  quota: quota.prefault({}),
})

const knownIssue = z.strictObject({
  check: z.string(),
  cells: z.string().default('*').describe('Glob over cell ids'),
  reason: z.string().min(1),
  link: z.url(),
  expires: z.iso.date().describe('After this day the failure counts again'),
})

/** `stackproof.yaml`. Every key is optional; a key that is not here is an error. */
export const configSchema = z.strictObject({
  stacks: z
    .string()
    .nullable()
    .default(null)
    .describe('Directory of stacks; the default is a small repository of our own'),
  cloudsFile: z.string().nullable().default(null).describe('clouds.yaml to read; the default is the usual search'),
  clouds: z
    .record(z.string(), profile)
    .default({})
    .describe('Declared profiles, by the name of the cloud in clouds.yaml'),
  runs: z.string().default('runs').describe('Folder for run folders'),
  strategy: z.enum(['smoke', 'pairwise', 'full']).default('smoke'),
  keep: z.enum(['never', 'on-failure', 'always']).default('never'),
  parallel: z
    .int()
    .positive()
    .nullable()
    .default(null)
    .describe('Cells at the same time; null leaves it to quota and machine'),
  intervals: z
    .record(
      z.string().regex(/^[a-z.-]+\/[a-z-]+$/, 'expected a key such as cluster/control-plane'),
      z.tuple([duration, duration, duration]),
    )
    .default({})
    .describe('[timeout, poll, warn after] by spec/key or default/key'),
  knownIssues: z.array(knownIssue).default([]),
  echo: z.strictObject({ image: z.string().default('docker.io/library/node:24-alpine') }).prefault({}),
  management: managementSchema,
  tools: z
    .strictObject({ dir: z.string().nullable().default(null).describe('Where `stackproof tools install` puts tools') })
    .prefault({}),
  rehearsal: z
    .strictObject({
      seed: z.int().positive().default(1),
      scale: z.int().min(1).max(1000).default(300).describe('How many times faster than the wall the clock runs'),
      slack: z.number().min(1).default(4).describe('Multiplies time limits, for busy machines'),
    })
    .prefault({}),
})
