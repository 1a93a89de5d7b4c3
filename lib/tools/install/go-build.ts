import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isStackproofError, StackproofError } from '../../core/errors.ts'
import { createRedactor } from '../../core/redact.ts'
import { executableOnPath } from '../locate.ts'
import { fillTemplate } from '../pin-place.ts'
import type { ToolPin } from '../pin-types.ts'
import { runTool } from '../run-tool.ts'
import { replaceLines } from './go-module.ts'

export interface GoBuild {
  pin: Pick<ToolPin, 'version' | 'go'>
  /** The program to be written. */
  output: string
  /** Further programs of the same module. */
  also?: readonly { package: string; output: string }[]
  /** Nothing is asked of the network: what Go's module cache doesn't have is missing. */
  offline: boolean
  /** Told what Go says. */
  say(text: string): void
  /** Added to the environment. */
  env?: Readonly<Record<string, string>>
  signal?: AbortSignal
}

/** Wall milliseconds: Kubernetes' own tools take ten minutes of two cores when nothing is cached. */
const BUILD_MS = 3_600_000

/** Places that Go is found in where it isn't on PATH. */
const GO_DIRS = ['/usr/local/go/bin', '/usr/lib/go/bin', '/opt/homebrew/bin']

/** The Go command of this machine, absolute; undefined where there is none. */
export const findGo = (env: Readonly<Record<string, string | undefined>> = process.env): string | undefined =>
  executableOnPath('go', [env.PATH ?? '', ...(env.GOROOT ? [join(env.GOROOT, 'bin')] : []), ...GO_DIRS].join(':'))

/**
 * Builds a tool out of a small module of our own that requires the tool's: `go install` refuses modules with replace lines,
 * and it asks for deprecation notices that not every module proxy has. Checksums are those of Go's checksum database.
 * Throws `E_TOOL_MISSING` without Go, `E_PROCESS` with Go's words.
 */
export const goBuild = async (build: GoBuild): Promise<void> => {
  const go = findGo()
  if (go === undefined)
    throw new StackproofError('E_TOOL_MISSING', 'expected Go to build it with, got no program go', {
      hint: 'https://go.dev/dl',
    })
  const dir = await mkdtemp(join(tmpdir(), 'stackproof-go-'))
  try {
    await writeModule(go, dir, build)
    await mkdir(join(build.output, '..'), { recursive: true })
    const { pin, output, also = [] } = build
    for (const one of [{ package: pin.go.package, output }, ...also])
      await runGo(go, dir, build, ['build', '-ldflags', linkerFlags(pin), '-o', one.output, one.package])
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

const writeModule = async (go: string, dir: string, build: GoBuild): Promise<void> => {
  const { module, version = build.pin.version, staging = false } = build.pin.go
  const lines = ['module stackproof.local/tool', '', 'go 1.24', '', `require ${module} ${version}`]
  // Go reads go.mod before it does anything, so the module's own is asked for from an empty one.
  await writeFile(join(dir, 'go.mod'), `${lines.slice(0, 3).join('\n')}\n`)
  lines.push(...replaceLines(await goModOf(go, dir, build, `${module}@${version}`), version, staging))
  await writeFile(join(dir, 'go.mod'), `${lines.join('\n')}\n`)
  await writeFile(join(dir, 'tool.go'), 'package tool\n')
}

/** The file of a module's go.mod in Go's cache. */
const goModOf = async (go: string, dir: string, build: GoBuild, module: string): Promise<string> => {
  try {
    const { stdout } = await runGo(go, dir, build, ['mod', 'download', '-json', module])
    return (JSON.parse(stdout) as { GoMod: string }).GoMod
  } catch (cause) {
    build.signal?.throwIfAborted()
    // With -json Go tells its errors in the answer.
    const tail = isStackproofError(cause) ? (cause.details.tail as string[] | undefined) : undefined
    const said = tail?.map((line) => /^\s*"Error": "(.*)",?$/.exec(line)?.[1]).find((text) => text !== undefined)
    if (said === undefined) throw cause
    throw new StackproofError('E_PROCESS', `expected the Go module ${module}, got ${JSON.parse(`"${said}"`)}`, {
      cause,
    })
  }
}

const linkerFlags = (pin: GoBuild['pin']): string =>
  ['-s', '-w', ...Object.entries(pin.go.stamp).map(([name, value]) => `-X ${name}=${fillTemplate(value, pin)}`)].join(
    ' ',
  )

const runGo = (go: string, cwd: string, { offline, say, env: more, signal }: GoBuild, args: string[]) => {
  const flags = `${process.env.GOFLAGS ?? ''} -mod=mod -trimpath -buildvcs=false`.trim()
  const env = { ...more, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: flags, ...(offline && { GOPROXY: 'off' }) }
  return runTool({
    tool: go,
    args,
    cwd,
    env,
    redactor: createRedactor(),
    timeoutMs: BUILD_MS,
    onLine: ({ from, text }) => from === 'stderr' && say(text),
    ...(signal !== undefined && { signal }),
  })
}
