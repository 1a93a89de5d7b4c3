// Entry of `npm start` and `npm test`: plain JavaScript that any Node from 20 on can run. It installs from the
// lockfile when that is needed, then hands over to the Node of the lockfile, which runs TypeScript as it is.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const marker = join(root, 'node_modules', '.stackproof-installed')
// This process waits for others most of its time. What compilers that optimise would take (15 MiB for undici's parser alone,
// which is one large function of WebAssembly) and what young garbage may take cost memory and gain nothing that was measurable.
const FLAGS = [
  '--disable-warning=ExperimentalWarning',
  '--liftoff-only',
  '--no-opt',
  '--no-maglev',
  '--max-semi-space-size=1',
]

/** Runs a TypeScript file of ours under the pinned Node and ends as it ends. */
export const handOver = (file, args) => {
  const child = spawn(pinnedNode(), [...FLAGS, join(root, file), ...args], {
    stdio: 'inherit',
    // Every cell is a process of its own; compiled once, their modules load in half the time.
    env: {
      NODE_COMPILE_CACHE: compileCache(),
      ...process.env,
      ...(insideNodeModules() && { NODE_OPTIONS: stripOption() }),
    },
  })
  // The terminal sends Ctrl-C to the whole group; the child decides how to end, and we end as it does.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}

/** Installs once for each state of the lockfile. */
export const installWhenNeeded = () => {
  if (insideNodeModules() || !existsSync(join(root, 'package-lock.json'))) return
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return
  console.error('stackproof: installing dependencies from the lockfile (once)')
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []]
  const env = { ...process.env, NODE_ENV: 'development' }
  const { status } = spawnSync(command, [...args, 'ci', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env,
  })
  if (status !== 0) {
    console.error('stackproof: npm ci failed; its message is above')
    process.exit(2)
  }
  writeFileSync(marker, wanted)
}

const pinnedNode = () => {
  const candidates = [
    'node_modules/node/bin/node',
    `node_modules/node/node_modules/node-${process.platform}-${process.arch}/bin/node`,
  ]
  const roots = insideNodeModules() ? [root, dirname(dirname(root))] : [root]
  const found = roots.flatMap((base) => candidates.map((path) => join(base, path))).find((path) => existsSync(path))
  if (found !== undefined) return found
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(
    'stackproof: needs Node 24; the npm package "node" that brings it has not been installed (were install scripts switched off?)',
  )
  process.exit(2)
}

const compileCache = () => join(tmpdir(), `stackproof-compile-cache-${process.getuid?.() ?? 0}`)

// Node does not strip types beneath node_modules, so an installed package brings its own hook.
const insideNodeModules = () => root.includes(`${sep}node_modules${sep}`)
const stripOption = () =>
  `${process.env.NODE_OPTIONS ?? ''} --import=${pathToFileURL(join(root, 'bin', 'strip-types.mjs'))}`.trim()

const main = () => {
  const [verb, ...rest] = process.argv.slice(2)
  installWhenNeeded()
  if (verb === '--test') handOver('test/run.ts', rest)
  else if (verb === '--run') handOver(rest[0], rest.slice(1))
  else handOver('lib/cli/main.ts', process.argv.slice(2))
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main()
