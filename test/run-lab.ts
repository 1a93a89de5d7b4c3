import { takeLabDown } from '../fixtures/lab/openstack/down.ts'
import { ensureLab, labHealth } from '../fixtures/lab/openstack/ensure.ts'
import { printProgress } from '../fixtures/lab/openstack/progress.ts'
import { describeError } from '../lib/core/errors.ts'
import { runTests } from './run-tests.ts'

const say = (line: string) => console.log(`lab: ${line.trim()}`)
const progress = printProgress(say)

/** Brings the lab up and runs what needs it; the counts go to the parent. Who did not ask for a lab has none afterwards. */
const main = async () => {
  const isForUs = process.env.STACKPROOF_LAB === undefined && (await isDown())
  // The tests try it once more, and fail with all that there is to say of it.
  await ensureLab({ progress }).catch((error) => say(describeError(error)))
  const counts = await runTests([], ['lab'])
  if (isForUs) await takeLabDown({ progress }).catch((error) => say(describeError(error)))
  process.send!(counts)
}

const isDown = async () => (await labHealth()).state === 'down'

await main()
