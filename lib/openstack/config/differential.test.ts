import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIFFERENCES } from './differences.ts'
import { searchPath } from './search.ts'
import { type PlacedCase, placeCase, questionOf, resolveCase } from './testing/case.ts'
import { type CaseFiles, writeCertificates } from './testing/certificate-files.ts'
import { compare, type Deviation } from './testing/compare.ts'
import { explain } from './testing/explain.ts'
import { generateCase } from './testing/generate.ts'
import { findOracle, type Oracle, startOracle } from './testing/oracle.ts'
import { createRandom } from './testing/random.ts'
import type { Seen } from './testing/seen.ts'
import { caseOf } from './testing/vector.ts'
import { ALIKE } from './testing/vectors-alike.ts'
import { DIFFERENT, ELSEWHERE } from './testing/vectors-different.ts'

const CASES = 10_000
const BATCH = 200
const VECTORS = [...ALIKE, ...DIFFERENT]
// The same files each time, unless others are wanted: a failure shall come from a change.
const seed = Number(process.env.STACKPROOF_SEED ?? 20_101)
const python = findOracle()
const why =
  python === undefined
    ? ' (skipped: no Python here can import openstacksdk, which Debian has as python3-openstacksdk)'
    : ''

let oracle: Oracle
let folder: string
let files: CaseFiles

describe.skipIf(python === undefined)(`Beside openstacksdk${why}`, () => {
  beforeAll(async () => {
    oracle = await startOracle(python!)
    // Thousands of files are written; in memory that takes no time.
    folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'stackproof-clouds-'))
    files = await writeCertificates(folder)
  })

  afterAll(async () => {
    await oracle?.close()
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  })

  /** Both sides at once: the oracle is a process of its own. */
  const ask = async (cases: readonly PlacedCase[]): Promise<Seen[]> => {
    const asked = oracle.ask(cases.map(questionOf))
    const ours: Awaited<ReturnType<typeof resolveCase>>[] = []
    for (const one of cases) ours.push(await resolveCase(one))
    const theirs = await asked
    return cases.map((one, index) => ({ one, ...ours[index]!, theirs: theirs[index]! }))
  }

  const deviationsOf = (seen: Seen): Deviation[] => compare(seen.ours, seen.theirs)
  const unlisted = (seen: Seen) => deviationsOf(seen).filter((deviation) => explain(deviation, seen) === undefined)

  test.each(VECTORS)('Resolved alike, or different as listed: $title', async (vector) => {
    const [seen] = await ask([placeCase(caseOf(vector, files), join(folder, 'vector'))])
    expect(unlisted(seen!)).toEqual([])
    const found = deviationsOf(seen!).map((deviation) => explain(deviation, seen!))
    expect([...new Set(found)].sort()).toEqual([...(vector.differences ?? [])].sort())
  })

  test('Every difference on the list has a case that shows it', () => {
    const shown = new Set([...VECTORS.flatMap(({ differences = [] }) => differences), ...ELSEWHERE])
    expect(DIFFERENCES.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([])
  })

  test(`${CASES} generated files are resolved alike, or different as listed`, { timeout: 240_000 }, async () => {
    const random = createRandom(seed)
    const started = performance.now()
    let resolved = 0
    for (let done = 0; done < CASES; done += BATCH) {
      const cases = Array.from({ length: BATCH }, (_, index) =>
        placeCase(generateCase(random, files), join(folder, String(index))),
      )
      const all = await ask(cases)
      resolved += all.filter(({ ours }) => 'cloud' in ours).length
      const odd = all.find((seen) => unlisted(seen).length > 0)
      if (odd !== undefined) expect(unlisted(odd), `seed ${seed}\n${JSON.stringify(odd.one, null, 1)}`).toEqual([])
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`openstacksdk ${oracle.version}, seed ${seed}: ${CASES} files, ${resolved} resolved, ${seconds} s`)
    expect(resolved).toBeGreaterThan(CASES / 2)
  })

  test('Files are looked for in the same places', async () => {
    const env = { XDG_CONFIG_HOME: '/x/home', XDG_CONFIG_DIRS: '/x/site' }
    const [theirs] = await oracle.ask([{ search: true, env: {}, paths: { ...env, HOME: '/x/user' }, cwd: folder }])
    const names = (stem: string) =>
      searchPath({ env, cwd: folder, home: '/x/user' }).flatMap((at) =>
        ['yaml', 'yml', 'json'].map((extension) => join(at, `${stem}.${extension}`)),
      )
    expect(names('clouds')).toEqual(theirs!.clouds)
    expect(names('secure')).toEqual(theirs!.secure)
    expect(names('clouds-public')).toEqual(theirs!.profiles)
  })
})
