import { ensureLab } from '../fixtures/lab/openstack/ensure.ts'
import { printProgress } from '../fixtures/lab/openstack/progress.ts'
import { describeError } from '../lib/core/errors.ts'
import { runTests } from './run-tests.ts'

/** Brings the lab up and runs what needs it; the counts go to the parent. */
const main = async () => {
  try {
    await ensureLab({ progress: printProgress((line) => console.log(`lab: ${line.trim()}`)) })
  } catch (error) {
    // The tests try it once more, and fail with all that there is to say of it.
    console.log(`lab: ${describeError(error)}`)
  }
  process.send!(await runTests([], ['lab']))
}

await main()
