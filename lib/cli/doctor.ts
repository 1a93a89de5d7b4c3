import { lookup } from 'node:dns/promises'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { loadConfig } from '../config/load.ts'
import { describeError } from '../core/errors.ts'
import { readClouds } from '../openstack/config/read.ts'
import { kubernetesLabFindings } from './doctor-kubernetes-lab.ts'
import { type LabFindings, labFindings } from './doctor-lab.ts'
import type { Finding } from './finding.ts'
import { realRunFindings } from './tools/findings.ts'

/** Says what can be run here. Exit code 0 when a rehearsal can be run, 3 when not even that. */
export const doctor = async ({ config, json = false }: { config?: string; json?: boolean }): Promise<number> => {
  const rehearsal = [node(), memory(), await loopback()]
  const real = [...(await realRunFindings(config)), await clouds(config)]
  const [lab, kubernetesLab] = await Promise.all([labFindings(), kubernetesLabFindings()])
  const canRehearse = rehearsal.every(({ state }) => state !== 'missing')
  const canRun = canRehearse && real.every(({ state }) => state !== 'missing')
  if (json)
    console.log(JSON.stringify({ canRehearse, canRun, lab, kubernetesLab, findings: [...rehearsal, ...real] }, null, 2))
  else
    console.log(
      [
        ...section(`rehearse: ${canRehearse ? 'yes' : 'no'}`, rehearsal),
        ...section(`run on real clouds: ${canRun ? 'yes' : 'not yet'}`, real),
        ...section(`real OpenStack on this machine: ${labAnswer(lab)}`, lab.findings),
        ...section(`real Kubernetes on this machine: ${labAnswer(kubernetesLab)}`, kubernetesLab.findings),
      ].join('\n'),
    )
  return canRehearse ? 0 : 3
}

const labAnswer = ({ possible, state }: Pick<LabFindings, 'possible' | 'state'>) => {
  if (state === 'healthy') return 'up'
  return possible ? 'possible' : 'not here'
}

const section = (title: string, findings: readonly Finding[]) => [
  title,
  ...findings.map(
    ({ name, state, found, mend }) =>
      `  ${GLYPH[state]} ${name.padEnd(12)} ${found}${mend === undefined ? '' : ` — ${mend}`}`,
  ),
]

const GLYPH = { ok: '✔', missing: '✘', warning: '!' } as const

const node = (): Finding => ({
  name: 'node',
  state: Number(process.versions.node.split('.')[0]) >= 24 ? 'ok' : 'missing',
  found: process.version,
})

const memory = (): Finding => {
  const gib = totalmem() / 2 ** 30
  return {
    name: 'memory',
    state: gib >= 2 ? 'ok' : 'warning',
    found: `${gib.toFixed(1)} GiB`,
    ...(gib < 2 && { mend: 'a rehearsal takes about 0.5 GiB; use --parallel 1' }),
  }
}

// Pods, nodes and load balancers of the rehearsal have addresses of their own in 127/8.
const loopback = async (): Promise<Finding> => {
  const address = '127.113.7.1'
  const works = await new Promise<boolean>((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(0, address, () => server.close(() => resolve(true)))
  })
  if (works) return { name: 'loopback', state: 'ok', found: 'all of 127.0.0.0/8' }
  const mend =
    'the rehearsal needs addresses in 127.0.0.0/8; on macOS add them with `sudo ifconfig lo0 alias 127.x.y.z`, or rehearse on Linux'
  return { name: 'loopback', state: 'missing', found: `${(await lookup('localhost')).address} only`, mend }
}

const clouds = async (named: string | undefined): Promise<Finding> => {
  try {
    const { cloudsFile } = loadConfig(process.cwd(), named)
    const read = await readClouds(cloudsFile === null ? {} : { file: cloudsFile })
    return {
      name: 'clouds.yaml',
      state: 'ok',
      found: `${read.file ?? 'OS_* variables'}: ${Object.keys(read.clouds).join(', ')}`,
    }
  } catch (error) {
    return {
      name: 'clouds.yaml',
      state: 'missing',
      found: describeError(error).split('\n')[0]!,
      mend: 'needed for real runs (docs/clouds.md)',
    }
  }
}
