import type { ContractCase } from '../../../fixtures/contract/openstack/case.ts'
import { AUTH_DIFFERENCES } from './differences/auth.ts'
import { BALANCER_DIFFERENCES } from './differences/balancer.ts'
import { CATALOG_DIFFERENCES } from './differences/catalog.ts'
import { COMPUTE_DIFFERENCES } from './differences/compute.ts'
import type { Difference } from './differences/difference.ts'
import { IMAGE_DIFFERENCES } from './differences/image.ts'
import { NETWORK_DIFFERENCES } from './differences/network.ts'
import { VOLUME_DIFFERENCES } from './differences/volume.ts'

const DIFFERENCES: readonly Difference[] = [
  ...AUTH_DIFFERENCES,
  ...CATALOG_DIFFERENCES,
  ...NETWORK_DIFFERENCES,
  ...COMPUTE_DIFFERENCES,
  ...IMAGE_DIFFERENCES,
  ...VOLUME_DIFFERENCES,
  ...BALANCER_DIFFERENCES,
]

/** `docs/contract-openstack.md`: every case, and what the rehearsal was mended for. */
export const contractPage = (cases: readonly ContractCase[]): string => `# The OpenStack contract

What this project relies on of OpenStack is written down as ${cases.length} cases, each of them one promise. The same cases run
against a lab with real OpenStack (Zed), against the rehearsal cloud, and against any cloud of yours:

    npm run test:contract -- --cloud NAME [--clouds-file FILE] [--admin NAME] [--other NAME]
                             [--password-cloud NAME] [--only ID] [--json]
    npm run test:contract -- --cloud rehearsal
    npm run test:contract -- --cloud lab

The exit code is 0 when all cases that could run passed, 1 when one failed, 2 when none could run. A case that needs what a
cloud does not give is skipped, and the reason is printed. On a cloud of yours everything is made in the project of the entry,
under names that begin with \`contract-\`, and removed after each case; quotas are not touched. On the lab and on the rehearsal
an administrator's entry makes two projects for the suite, which are removed with everything in them.

Answers of the lab are recorded in \`suites/contract/openstack/golden\`, with ids, times, addresses and names replaced by
placeholders. The lab and the rehearsal are held against them, key by key. After a change of cases they are recorded again with
\`npm run test:contract -- --cloud lab --record\`.

Cases of the area \`client\` run through a proxy that resets, delays, cuts and rewrites what passes (\`fixtures/fault-proxy\`).

## Cases

| Case | Promise | Needs |
|---|---|---|
${cases.map(({ id, title, needs = [] }) => `| ${id} | ${cell(title)} | ${needs.join(', ')} |`).join('\n')}

## Differences that were found

Where the rehearsal answered otherwise than the lab, the rehearsal was wrong and was mended.

| Case | OpenStack | The rehearsal before | Now |
|---|---|---|---|
${DIFFERENCES.map((one) => `| ${[one.case, one.real, one.rehearsal, one.mended].map(cell).join(' | ')} |`).join('\n')}
`

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;')
