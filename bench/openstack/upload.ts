import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StackproofError } from '../../lib/core/errors.ts'
import { readClouds } from '../../lib/openstack/config/read.ts'
import { selectCloud } from '../../lib/openstack/config/select.ts'
import { connectOpenStack } from '../../lib/openstack/connect.ts'
import type { BenchOptions } from './options.ts'
import { runProcess } from './process.ts'
import { tell } from './progress.ts'
import type { Site } from './site.ts'
import { turns } from './statistics.ts'
import type { UploadOutcome, UploadSpec } from './upload-worker.ts'

export interface Uploads {
  sizeBytes: number
  ours: UploadOutcome[]
  curl: { ms: number }[]
}

const WORKER = fileURLToPath(new URL('upload-worker.ts', import.meta.url))

/** One file into new images, by our client and by curl in turn; the first round isn't counted. */
export const benchUpload = async (site: Site, { rounds, imageMib }: BenchOptions): Promise<Uploads> => {
  const sizeBytes = imageMib * 1024 * 1024
  const file = join(site.folder, 'image.raw')
  writeFileSync(file, '')
  // Holes are read as fast as from memory, so no disk stands between the two.
  truncateSync(file, sizeBytes)
  const curlToken = await tokenOf(site)
  const uploads: Uploads = { sizeBytes, ours: [], curl: [] }
  for (const [round, order] of turns(['ours', 'curl'] as const, rounds + 1).entries())
    for (const one of order) {
      tell(`upload, round ${round} of ${rounds}, ${one}`)
      const outcome = await withImage(site, async (image) =>
        one === 'ours' ? byUs(site, { file, image }) : byCurl(site, { file, image }, curlToken),
      )
      if (round > 0) uploads[one].push(outcome as UploadOutcome)
    }
  return uploads
}

const withImage = async <T>({ cloud, name }: Site, work: (id: string) => Promise<T>): Promise<T> => {
  const { id } = await cloud.image.images.create({ name, disk_format: 'raw', container_format: 'bare' })
  try {
    return await work(id)
  } finally {
    await cloud.image.images.delete(id)
  }
}

const byUs = async ({ env }: Site, spec: UploadSpec): Promise<UploadOutcome> => {
  const { stdout } = await runProcess({
    command: process.execPath,
    args: [...process.execArgv, WORKER],
    env: { ...env, BENCH_SPEC: JSON.stringify(spec) },
  })
  return JSON.parse(stdout)
}

const byCurl = async ({ cloud, env }: Site, { file, image }: UploadSpec, token: string) => {
  const { url } = await cloud.version('image')
  const { stdout } = await runProcess({
    command: 'curl',
    // The token is in what curl reads as its settings: others may see the arguments.
    args: ['-sS', '-K', '-', '-T', file, '-o', '-', '-w', '%{http_code} %{time_total}', `${url}/images/${image}/file`],
    input: [
      `header = "X-Auth-Token: ${token}"`,
      'header = "Content-Type: application/octet-stream"',
      ...(await trustOf(env)),
    ].join('\n'),
  })
  const [, status, seconds] = /(\d+) ([\d.]+)$/.exec(stdout)!
  if (status !== '204') throw new StackproofError('E_OPENSTACK', `expected 204 to curl's upload, got ${stdout}`)
  return { ms: Number(seconds) * 1000 }
}

const trustOf = async (env: Site['env']) => {
  const { cacert, verify } = (await entryOf(env)).config
  return [
    ...(typeof cacert === 'string' ? [`cacert = "${cacert}"`] : []),
    ...(String(verify).toLowerCase() === 'false' ? ['insecure'] : []),
  ]
}

const entryOf = async ({ OS_CLIENT_CONFIG_FILE: file, OS_CLOUD: name }: Record<string, string>) =>
  selectCloud(await readClouds({ file: file! }), name)

/** A token of the project, which the client keeps to itself but for its cache. */
const tokenOf = async ({ cachedEnv, folder }: Site): Promise<string> => {
  const tokens = join(folder, 'curl')
  mkdirSync(tokens)
  await (await connectOpenStack({ cloud: await entryOf(cachedEnv), tokenFolder: tokens })).close()
  const [file] = readdirSync(tokens)
  return JSON.parse(readFileSync(join(tokens, file!), 'utf8')).token.id
}
