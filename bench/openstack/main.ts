import { availableParallelism, loadavg, totalmem } from 'node:os'
import { codeOf, describeError, isStackproofError } from '../../lib/core/errors.ts'
import { benchCalls } from './calls.ts'
import { type BenchOptions, readOptions } from './options.ts'
import { type Report, renderReport } from './report.ts'
import { openSite, type Site } from './site.ts'
import { benchStart } from './start.ts'
import { benchUpload } from './upload.ts'

/** `npm run bench -- openstack`: our client beside others on the same cloud. 0 when all was measured, 2 when not. */
export const benchOpenStack = async (args: readonly string[]): Promise<number> => {
  try {
    const options = readOptions(args)
    const report = await measureAll(options)
    console.log(options.json ? JSON.stringify(report, null, 2) : renderReport(report))
    return 0
  } catch (error) {
    console.error(`${codeOf(error)}: ${describeError(error)}`)
    if (isStackproofError(error) && error.hint !== undefined) console.error(error.hint)
    return 2
  }
}

const measureAll = async (options: BenchOptions): Promise<Report> => {
  const site = await openSite(options)
  const before = load()
  try {
    const parts = await measureParts(site, options)
    const memoryGib = Math.round(totalmem() / 1024 ** 3)
    return { machine: { processors: availableParallelism(), memoryGib, load: [before, load()] }, ...parts }
  } finally {
    await site.close()
  }
}

// One after the other: they would measure each other.
const measureParts = async (site: Site, options: BenchOptions): Promise<Omit<Report, 'machine'>> => {
  const { parts } = options
  return {
    ...(parts.includes('calls') && { calls: await benchCalls(site, options) }),
    ...(parts.includes('upload') && { uploads: await benchUpload(site, options) }),
    ...(parts.includes('start') && { start: await benchStart(site, options) }),
  }
}

const load = (): number => Number(loadavg()[0]!.toFixed(1))
