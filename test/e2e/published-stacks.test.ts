import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunReport } from '../../reports/model/schema.ts'
import { onlyRun, ROOT, runsFolder, stackproof } from './stackproof.ts'

const PUBLISHED = join(ROOT, '../shared/data/cluster-stacks')
const FOLDERS = [
  '2024-04-wooctavia',
  '2025-02-before-kube-vip-removal',
  'openstack-scs-1-30-v2',
  'openstack-scs2-1-33-v5',
  '2026-05-head',
]

test.for(FOLDERS)(
  'every stack of %s appears in the report of its rehearsal, as a cell or with the reason why not',
  { timeout: 240_000 },
  async (folder, { skip }) => {
    skip(!existsSync(PUBLISHED), 'the published cluster stacks are not beside this checkout')
    const runs = runsFolder()
    // One area is enough here: what the checks find is the business of other tests.
    await stackproof('rehearse', '--stacks', join(PUBLISHED, folder), '--runs', runs, '--no-allure', '--area', 'nodes')
    const listed = JSON.parse((await stackproof('stacks', join(PUBLISHED, folder), '--json')).stdout) as {
      stacks: { id: string }[]
    }
    const report = JSON.parse(readFileSync(join(onlyRun(runs), 'reports/report.json'), 'utf8')) as RunReport
    const shown = new Set([...report.cells.map(({ stack }) => stack), ...report.exclusions.map(({ stack }) => stack)])
    expect(listed.stacks.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([])
    const verdicts = report.cells.flatMap(({ checks }) => checks.map(({ verdict }) => verdict))
    expect(verdicts).not.toContain('aborted')
    expect(verdicts).toContain('passed')
  },
)
