import { describe, expect, test } from 'vitest'
import { createLane } from '../../lib/core/lane.ts'
import { aliveIn } from '../../lib/run/ledger-state.ts'
import { readRun } from '../../lib/run/read.ts'
import { countInDatabases, findLab, killCellAt, type LabPlace, makeRun } from './support/lab-run.ts'

const found = await findLab()
const reason = 'reason' in found ? ` (skipped: no lab, as ${found.reason})` : ''
const lab = found as LabPlace

/**
 * Lines of the ledger after which the cell dies. The first one says whose it is; then an even number is an announcement
 * whose request is on its way, an odd one the answer to it.
 */
const MOMENTS = [2, 3, 4, 7, 8, 13, 16, 18, 20, 22, 26, 27]
/** In CI, which has other work to do beside, one of a cell with little, one halfway, one with everything there is. */
const IN_CI = [4, 16, 27]
const { CI, STACKPROOF_LAB } = process.env
const moments = CI === 'true' && STACKPROOF_LAB === undefined ? IN_CI : MOMENTS

/** Janitors mostly wait: for what may still appear, and for Octavia. */
const lane = createLane(4)

describe.skipIf('reason' in found).concurrent(`on a real OpenStack, after kill -9 of a cell${reason}`, () => {
  test.for(moments)('at line %i of its ledger nothing is left', { timeout: 1_500_000 }, async (lines) => {
    const { run, dir } = makeRun(lab)
    const { janitor, log } = await lane(() => killCellAt(lines, dir))
    expect(janitor, log).toMatchObject({ trigger: 'death', left: [], problems: [] })
    expect(countInDatabases(lab, run), log).toEqual([])
    const { ledger } = readRun(dir)
    expect(aliveIn(ledger)).toEqual([])
    // What was answered was there to be removed.
    expect(janitor.reaped.length, log).toBeGreaterThanOrEqual(lines < 3 ? 0 : 1)
  })
})
