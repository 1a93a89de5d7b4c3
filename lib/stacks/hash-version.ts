import { dirhash } from './dirhash.ts'

/** The version that csctl's hash mode gives to the content of a directory: the same content has the same version. */
export const hashVersion = async (dir: string, signal?: AbortSignal): Promise<string> =>
  `v0-sha.${shortHash(await dirhash(dir, signal))}`

/** Seven characters of an h1 hash that are legal in object names, as csctl shortens it. */
export const shortHash = (h1: string): string => h1.replace(/^h1:/, '').replace(/[/=+]/g, '').toLowerCase().slice(0, 7)
