import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FILES = globSync('{lib,fixtures,suites,reports,test,bench}/**/*.ts', { cwd: ROOT })
const SOURCES = FILES.filter((file) => !/\.test\.ts$|\/testing\/|^test\//.test(file))

interface Import {
  from: string
  to: string
  typeOnly: boolean
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"\n;]*?(?:\{[^}]*\}[^'"\n]*?)?from\s+'([^']+)'|import\('([^']+)'\)/g

const importsOf = (from: string): Import[] => {
  const text = readFileSync(join(ROOT, from), 'utf8')
  return [...text.matchAll(IMPORT)].map(([, type, fixed, dynamic]) => {
    const target = fixed ?? dynamic!
    return {
      from,
      typeOnly: type !== undefined,
      to: target.startsWith('.') ? normalize(join(dirname(from), target)) : target,
    }
  })
}

const ALL = SOURCES.flatMap(importsOf)
const isOurs = (to: string) => /^(lib|fixtures|suites|reports)\//.test(to)
const offenders = (bad: (one: Import) => boolean) => ALL.filter(bad).map(({ from, to }) => `${from} → ${to}`)
const inside = (path: string, ...rooms: string[]) => rooms.some((room) => path.startsWith(room))

test('the files that the rules look at are found', () => {
  expect(SOURCES.length).toBeGreaterThan(200)
  expect(ALL.length).toBeGreaterThan(500)
})

describe('rooms', () => {
  test('core imports nothing of ours', () => {
    expect(offenders(({ from, to }) => inside(from, 'lib/core/') && isOurs(to) && !inside(to, 'lib/core/'))).toEqual([])
  })

  test('nothing imports the command line', () => {
    expect(offenders(({ from, to }) => inside(to, 'lib/cli/') && !inside(from, 'lib/cli/', 'bench/'))).toEqual([])
  })

  test('reports read the run and the core, and nothing that talks to a cloud', () => {
    const allowed = ['reports/', 'lib/run/', 'lib/core/', 'lib/catalog/']
    expect(offenders(({ from, to }) => inside(from, 'reports/') && isOurs(to) && !inside(to, ...allowed))).toEqual([])
  })

  test('suites use fixtures and the parts of lib that checks are made of', () => {
    const allowed = [
      'suites/',
      'fixtures/',
      'lib/core/',
      'lib/catalog/',
      'lib/probe/',
      'lib/kubernetes/',
      'lib/openstack/',
      'lib/run/',
    ]
    expect(offenders(({ from, to }) => inside(from, 'suites/') && isOurs(to) && !inside(to, ...allowed))).toEqual([])
  })

  test('lib does not reach into fixtures or suites, the command line excepted', () => {
    expect(
      offenders(
        ({ from, to }) =>
          inside(from, 'lib/') && !inside(from, 'lib/cli/') && inside(to, 'fixtures/', 'suites/', 'reports/'),
      ),
    ).toEqual([])
  })

  test('the rehearsal cloud and the clients share nothing but types and the core', () => {
    const clients = ['lib/openstack/', 'lib/kubernetes/', 'lib/probe/', 'lib/tools/', 'lib/stacks/']
    expect(
      offenders(({ from, to, typeOnly }) => inside(from, 'fixtures/rehearsal/') && inside(to, ...clients) && !typeOnly),
    ).toEqual([])
    expect(offenders(({ from, to }) => inside(from, ...clients) && inside(to, 'fixtures/rehearsal/'))).toEqual([])
  })
})

describe('packages', () => {
  const OWNERS: readonly [string, RegExp, readonly string[]][] = [
    ['undici', /^undici/, ['lib/openstack/']],
    ['execa', /^execa/, ['lib/tools/']],
    ['the Kubernetes client', /^@kubernetes\/client-node/, ['lib/kubernetes/']],
    ['testcontainers', /^testcontainers/, ['fixtures/']],
    ['allure', /^allure/, ['reports/allure/', 'fixtures/test.ts']],
    ['vitest', /^vitest/, ['suites/', 'fixtures/test.ts', 'lib/cli/']],
  ]
  test.for(OWNERS)('%s is imported only by its rooms', ([, name, rooms]) => {
    expect(offenders(({ from, to }) => name.test(to) && !inside(from, ...rooms))).toEqual([])
  })
})

test('lib asserts nothing: it returns or throws', () => {
  const asserting = SOURCES.filter(
    (file) => inside(file, 'lib/') && /\bexpect\(/.test(readFileSync(join(ROOT, file), 'utf8')),
  )
  expect(asserting).toEqual([])
})

test('there are no import cycles', () => {
  const graph = new Map(
    SOURCES.map((file) => [
      file,
      importsOf(file)
        .filter(({ to, typeOnly }) => isOurs(to) && !typeOnly)
        .map(({ to }) => to),
    ]),
  )
  expect(findCycle(graph)).toBeUndefined()
})

const findCycle = (graph: ReadonlyMap<string, string[]>): string[] | undefined => {
  const done = new Set<string>()
  const visit = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file])
      if (cycle !== undefined) return cycle
    }
    done.add(file)
    return undefined
  }
  for (const file of graph.keys()) {
    const cycle = visit(file, [])
    if (cycle !== undefined) return cycle
  }
  return undefined
}
