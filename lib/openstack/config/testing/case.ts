import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SERVICE_TYPES } from '../../catalog/service-types.ts'
import type { CloudEntry } from '../read.ts'
import { readClouds } from '../read.ts'
import { resolveCloud } from '../resolve.ts'
import { selectCloud } from '../select.ts'
import type { Outcome } from './compare.ts'
import type { CloudCase } from './generate.ts'

/** A case that lies in files. */
export interface PlacedCase extends CloudCase {
  files: { clouds: string; secure: string | undefined; profiles: string | undefined }
}

/** Writes the files of a case into a folder, which may hold those of another one. */
export const placeCase = (one: CloudCase, folder: string): PlacedCase => {
  mkdirSync(folder, { recursive: true })
  const write = (name: string, text: string | undefined): string | undefined => {
    const file = join(folder, name)
    if (text === undefined) rmSync(file, { force: true })
    else writeFileSync(file, text)
    return text === undefined ? undefined : file
  }
  const files = {
    clouds: write('clouds.yaml', one.clouds)!,
    secure: write('secure.yaml', one.secure),
    profiles: write('clouds-public.yaml', one.profiles),
  }
  return { ...one, files }
}

/** The question as the oracle understands it. */
export const questionOf = ({ files, env, cloud, region }: PlacedCase) => ({
  files,
  env,
  cloud,
  region,
  services: SERVICE_TYPES,
})

/** What our side makes of it; whatever is thrown is kept. */
export const resolveCase = async ({
  files,
  env,
  strictEnv,
  cloud,
  region,
}: PlacedCase): Promise<{ ours: Outcome; entry: CloudEntry | undefined }> => {
  let entry: CloudEntry | undefined
  try {
    const clouds = await readClouds({ file: files.clouds, env, strictEnv, environment: true })
    entry = selectCloud(clouds, cloud ?? undefined, env)
    const asked = region === null ? {} : { region }
    return { ours: { cloud: resolveCloud(entry, { env, strictEnv, scope: 'optional', ...asked }) }, entry }
  } catch (error) {
    return { ours: { error: error as Error }, entry }
  }
}
