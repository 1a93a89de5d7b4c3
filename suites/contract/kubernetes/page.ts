import type { KubernetesCase } from '../../../fixtures/contract/kubernetes/case.ts'
import type { Difference } from './differences/difference.ts'
import { CLIENT_DIFFERENCES, KIND_DIFFERENCES } from './differences/kinds.ts'
import { READING_DIFFERENCES } from './differences/reading.ts'
import { WRITING_DIFFERENCES } from './differences/writing.ts'

const DIFFERENCES: readonly Difference[] = [
  ...READING_DIFFERENCES,
  ...WRITING_DIFFERENCES,
  ...KIND_DIFFERENCES,
  ...CLIENT_DIFFERENCES,
]

/** `docs/contract-kubernetes.md`: every case, and what the rehearsal was mended for. */
export const contractPage = (cases: readonly KubernetesCase[]): string => `# The Kubernetes contract

What this project relies on of a Kubernetes API server is written down as ${cases.length} cases, each of them one promise. The same
cases run against a real cluster made by kind (Kubernetes 1.33), against the API server of the rehearsal, and against any
cluster of yours:

    npm run test:contract -- --kubernetes KUBECONFIG [--image NAME] [--disturb | --restart-command COMMAND]
                             [--tools DIR] [--only ID] [--json]
    npm run test:contract -- --kubernetes rehearsal
    npm run test:contract -- --kubernetes lab

The exit code is 0 when all cases that could run passed, 1 when one failed, 2 when none could run. The credential has to be
allowed to create and delete namespaces, and in them ConfigMaps, Secrets, Pods, Services and Deployments; a case that needs more
and does not get it (asked as \`kubectl auth can-i\` asks) is skipped, and the reason is printed.

On a cluster of yours everything is made in namespaces whose names begin with \`contract-\` and six random digits. Types, and
roles of the whole cluster, have the same beginning; the types are in groups below \`example.com\`. All of it is removed after
each case, and at the end the suite looks whether anything is left.

| Need | What it takes |
|---|---|
| crds | CustomResourceDefinitions may be created and deleted |
| roles | roles, bindings and service accounts may be made in the suite’s namespaces; whoever makes roles needs their rights |
| cluster-roles | ClusterRoles may be made |
| everything, accounts | nothing is forbidden; service accounts may be read |
| image | \`--image\`: an image with \`node\` on its PATH, and a node that takes pods; the rehearsal runs the pods’ scripts itself |
| kubectl, helm | from a test dependency of the project, or on PATH, or in \`--tools\` |
| clusterctl, cluster-api | clusterctl on PATH, in \`--tools\` or with the lab, and Cluster API’s types in the cluster |
| restart | \`--disturb\` for a cluster of kind’s, whose API server gets SIGTERM; \`--restart-command\` for any other |
| compacted | a cluster so old that its store has forgotten the first states: some minutes |

Answers of a real API server are recorded in \`suites/contract/kubernetes/golden\`, with ids, times, versions and names replaced by
placeholders. The lab and the rehearsal are held against them, key by key; causes of a 422 are sorted, because Go’s maps are not. On
a cluster of yours, whose version may be another one, only what the cases say themselves is asked for. After a change of cases the
answers are recorded again with \`npm run test:contract -- --kubernetes lab --record\`.

The cases of the area \`client\` go through the client that the harness uses; all others send plain HTTP, or run real programs.

## Cases

| Case | Promise | Needs |
|---|---|---|
${cases.map(({ id, title, needs = [] }) => `| ${id} | ${cell(title)} | ${needs.join(', ')} |`).join('\n')}

## Differences that were found

Where the rehearsal answered otherwise than the real API server, the rehearsal was wrong and was mended.

| Case | Kubernetes | The rehearsal before | Now |
|---|---|---|---|
${DIFFERENCES.map((one) => `| ${[one.case, one.real, one.rehearsal, one.mended].map(cell).join(' | ')} |`).join('\n')}

## What the rehearsal does not have

CEL rules of schemas (\`x-kubernetes-validations\`), conversion by webhooks, \`exec\` and \`attach\`, and API priority and fairness. A
script of a pod ends when it says so, not when nothing keeps it alive.
`

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;')
