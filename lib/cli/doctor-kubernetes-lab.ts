import { labHealth } from '../../fixtures/lab/kubernetes/health/health.ts'
import { hostFindings } from '../../fixtures/lab/kubernetes/host.ts'
import { describeError } from '../core/errors.ts'
import type { LabFindings } from './doctor-lab.ts'
import type { Finding } from './finding.ts'

/** Whether a kind cluster with Cluster API can be had on this machine from Go modules and Debian packages, and whether it runs. */
export const kubernetesLabFindings = async (): Promise<Omit<LabFindings, 'cloudsFile'>> => {
  const findings = await hostFindings()
  const lab = await stateOfLab()
  return {
    possible: findings.every(({ state }) => state !== 'missing'),
    state: lab.state,
    findings: [...findings, lab.finding],
  }
}

const stateOfLab = async (): Promise<{ state: LabFindings['state']; finding: Finding }> => {
  try {
    const { state, kubeconfig } = await labHealth()
    if (state === 'healthy') return { state, finding: { name: 'lab', state: 'ok', found: `up: ${kubeconfig}` } }
    return { state, finding: { name: 'lab', state: 'warning', found: state, mend: MENDS[state] } }
  } catch (error) {
    const found = describeError(error)
    return { state: 'unknown', finding: { name: 'lab', state: 'warning', found, mend: 'correct its options.yaml' } }
  }
}

const MENDS = {
  unhealthy: '`npm run lab:kubernetes -- status` says what is wrong, `up` mends it',
  down: '`npm run lab:kubernetes -- up` brings it up (docs/lab-kubernetes.md)',
}
