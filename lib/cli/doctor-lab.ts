import { labCloudsFile, labHealth } from '../../fixtures/lab/openstack/ensure.ts'
import { hostNeeds, type Need } from '../../fixtures/lab/openstack/host.ts'
import { missingPackages, PACKAGES_DOWNLOAD_MB, parseInstalled, WANTED } from '../../fixtures/lab/openstack/packages.ts'
import { createRedactor } from '../core/redact.ts'
import { runTool } from '../tools/run-tool.ts'
import type { Finding } from './finding.ts'

export interface LabFindings {
  /** Whether this machine can be a lab. */
  possible: boolean
  state: 'healthy' | 'unhealthy' | 'down' | 'unknown'
  cloudsFile: string
  findings: Finding[]
}

/** Whether real OpenStack can be had on this machine, and whether it runs. */
export const labFindings = async (): Promise<LabFindings> => {
  const needs = hostNeeds()
  const isDebian = needs.find(({ name }) => name === 'system')!.ok
  const state = await labState(needs)
  const cloudsFile = labCloudsFile()
  return {
    possible: needs.every(({ ok }) => ok),
    state,
    cloudsFile,
    findings: [...needs.map(needFinding), ...(isDebian ? [await packages()] : []), stateFinding(state, cloudsFile)],
  }
}

const needFinding = ({ name, ok, found, wanted }: Need): Finding => ({
  name,
  state: ok ? 'ok' : 'missing',
  found,
  ...(!ok && { mend: `the lab needs ${wanted}` }),
})

const packages = async (): Promise<Finding> => {
  const { stdout } = await runTool({
    tool: 'dpkg-query',
    args: ['-W', '-f', '${db:Status-Status} ${Package} ${Version}\n'],
    redactor: createRedactor(),
    timeoutMs: 10_000,
  })
  const missing = missingPackages(parseInstalled(stdout)).length
  const found = `${WANTED.length - missing} of ${WANTED.length}`
  if (missing === 0) return { name: 'packages', state: 'ok', found }
  const mend = `\`npm run lab:openstack -- up\` installs them (about ${PACKAGES_DOWNLOAD_MB} MB on a bare machine)`
  return { name: 'packages', state: 'warning', found, mend }
}

// Its directory is closed to others.
const labState = async (needs: readonly Need[]): Promise<LabFindings['state']> =>
  needs.find(({ name }) => name === 'root')!.ok ? (await labHealth()).state : 'unknown'

const stateFinding = (state: LabFindings['state'], cloudsFile: string): Finding => {
  if (state === 'healthy') return { name: 'lab', state: 'ok', found: `up: ${cloudsFile}` }
  const mend = {
    unhealthy: '`npm run lab:openstack -- status` says what is wrong, `up` mends it',
    down: '`npm run lab:openstack -- up` brings it up (docs/lab-openstack.md)',
    unknown: 'only root can see how it is',
  }
  return { name: 'lab', state: 'warning', found: state, mend: mend[state] }
}
