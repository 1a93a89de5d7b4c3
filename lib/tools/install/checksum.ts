import { StackproofError } from '../../core/errors.ts'
import { fillTemplate, type Platform } from '../pin-place.ts'
import type { ToolPin } from '../pin-types.ts'
import { get } from './http.ts'

const SUM = /\b[0-9a-f]{64}\b/i
const GITHUB_API = 'https://api.github.com'

/** The SHA-256 that a tool's makers give for its release file. Throws `E_PROCESS` where they give none. */
export const publishedSum = async (
  pin: Pick<ToolPin, 'version' | 'release'>,
  platform: Platform,
  signal?: AbortSignal,
): Promise<string> => {
  const { url: template, checksum } = pin.release
  const name = fillTemplate(template, pin, platform).split('/').at(-1)!
  const url =
    checksum.from === 'file'
      ? fillTemplate(checksum.url, pin, platform)
      : `${GITHUB_API}/repos/${checksum.repository}/releases/tags/${pin.version}`
  const text = await get(url, (response) => response.text(), signal)
  const sum = checksum.from === 'file' ? sumInFile(text, name) : digestOfAsset(text, name)
  if (sum !== undefined) return sum
  throw new StackproofError('E_PROCESS', `expected the SHA-256 of ${name} at ${url}, got none`, { details: { url } })
}

/** Lines of `sum  name`, or the sum alone. */
const sumInFile = (text: string, name: string): string | undefined => {
  const lines = text.split('\n').filter((line) => SUM.test(line))
  const line =
    lines.find((candidate) => candidate.trim().split(/\s+\*?/)[1] === name) ??
    lines.find((candidate) => candidate.trim().split(/\s+/).length === 1)
  return SUM.exec(line ?? '')?.[0].toLowerCase()
}

interface GithubRelease {
  assets?: readonly { name: string; digest?: string | null }[]
}

const digestOfAsset = (text: string, name: string): string | undefined => {
  const digest = (JSON.parse(text) as GithubRelease).assets?.find((asset) => asset.name === name)?.digest
  return SUM.exec(digest ?? '')?.[0].toLowerCase()
}
