/**
 * A tool of ours, pinned. Templates know `{version}` (v1.10.10), `{number}` (1.10.10), `{os}` (linux, darwin) and `{arch}`
 * (amd64, arm64).
 */
export interface ToolPin {
  name: string
  /** What it is needed for. */
  use: string
  home: string
  /** `v1.10.10`: what is installed where nothing fits. */
  version: string
  /** Versions that are taken from PATH as they are: `>=1.10.0 <1.11.0`. */
  fits: string
  release: PinnedRelease
  go: GoSource
}

export interface PinnedRelease {
  /** Template of the file to download. */
  url: string
  checksum: ChecksumSource
  /** Template of the program's path in the archive; without it the file is the program. */
  member?: string
}

/** Who says what the SHA-256 of a release file is. */
export type ChecksumSource =
  /** A file that holds the sum alone, or lines of `sum  name`. */
  | { from: 'file'; url: string }
  /** The release's entry in GitHub's API, which knows a digest of every asset. */
  | { from: 'github'; repository: string }

/** How a tool is built from Go modules: always out of a small module of our own, see `go-build.ts`. */
export interface GoSource {
  module: string
  /** Version of the module, where it isn't the tool's. */
  version?: string
  /** Main package. */
  package: string
  /** Variables that the linker sets, so that the program can say its version; values are templates. */
  stamp: Readonly<Record<string, string>>
  /** The module takes others from folders of its own tree (`replace … => ./staging/…`), published as `k8s.io/X v0.33.13`. */
  staging?: boolean
}
