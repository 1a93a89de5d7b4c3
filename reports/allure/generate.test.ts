import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { buildReport } from '../model/build.ts'
import { exampleRun, writeExampleRun } from '../testing/example-run.ts'
import { generateAllure } from './generate.ts'
import { repairAllureResults } from './repair.ts'

const runDir = mkdtempSync(join(tmpdir(), 'stackproof-generate-'))
afterAll(() => rmSync(runDir, { recursive: true, force: true }))

const { plan, journal, ledger } = exampleRun()
const report = buildReport(plan, journal, ledger)
const [resultsDir, outDir] = [join(runDir, 'allure-results'), join(runDir, 'allure')]

test('Allure reads every result, each in the environment of its cell, and stamps the report', async () => {
  writeExampleRun(runDir)
  repairAllureResults({ report, runDir, vitestResultsDir: join(runDir, 'none'), outDir: resultsDir })
  await generateAllure({ resultsDir, outDir, report })
  const { byId } = JSON.parse(readFileSync(join(outDir, 'test-results.json'), 'utf8')) as {
    byId: Record<string, { status: string; environment: string }>
  }
  const seen = Object.values(byId)
  const count = (status: string) => seen.filter((result) => result.status === status).length
  expect([seen.length, count('failed'), count('broken'), count('skipped')]).toEqual([333, 7, 1, 40])
  const environments = Map.groupBy(seen, ({ environment }) => environment)
  expect([...environments.values()].map((results) => results.length)).toEqual(Array(9).fill(37))
  expect([...environments.keys()].sort()[5]).toBe('c05 kube-vip · yawol · controlPlanes 3')
  expect(readFileSync(join(outDir, 'index.html'), 'utf8')).toContain('stackproof REHEARSAL k3f9q2')
})

test('an aborted generation ends with the reason of its signal', async () => {
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(generateAllure({ resultsDir, outDir, report, signal })).rejects.toThrow('enough')
})

test('what Allure has to say about a results folder that is not there comes with E_REPORT', async () => {
  mkdirSync(join(runDir, 'empty'), { recursive: true })
  const missing = join(runDir, 'empty', 'nothing')
  await expect(generateAllure({ resultsDir: missing, outDir, report })).rejects.toMatchObject({ code: 'E_REPORT' })
})
