import type { Scenario } from '../../../fixtures/contract/controllers/scenario.ts'
import { ACCEPTED } from './accepted.ts'
import { DIFFERENCES } from './differences.ts'

/** `docs/contract-controllers.md`: every scenario, what the rehearsal was mended for, and what it still does otherwise. */
export const controllersPage = (scenarios: readonly Scenario[]): string => `# The controllers' contract

What Cluster API's controllers do, in which order and for which reasons, is recorded from real ones (Cluster API v1.10.10 and
CAPO v0.10.5 on Kubernetes v1.33.13) as ${scenarios.length} timelines, one for each scenario. The same scenarios are told on the
rehearsal's management cluster, and have to come out alike:

    npm run test:contract -- --kubernetes rehearsal --controllers [--only ID] [--json]
    npm run test:contract -- --kubernetes lab --controllers
    npm run test:contract -- --kubernetes KUBECONFIG --controllers

The exit code is 0 when all scenarios passed, 1 when one failed, 2 when none ran. On a cluster of yours the scenarios are told,
and fail where they do not come to an end; their timelines are not compared. Each has a namespace of its own that begins with
\`contract-\` and is removed afterwards, its Cluster first: without their class and its templates, which a namespace loses at
once, Cluster API never ends the deletion of Clusters.

A real cluster has other users, and its controllers are restarted with its API server: a scenario that fails there is told up
to twice more.

No scenario reaches a cloud: the credential names a closed port. Where a scenario needs an infrastructure, it takes the
OpenStackCluster in hand (\`cluster.x-k8s.io/managed-by\`) and writes its state as a provider would.

## What is compared

A timeline has steps; a step ends when what it has begun has shown and nothing changes any more. Of each step:

- which objects came, were asked to go and went. Only an order that all recordings share counts;
- answers to requests that are refused: status, reason, message, causes;
- states of all conditions and flags one after the other, in each of the shapes (v1beta1, v1beta2 beside it, v1beta1 of
  objects that are v1beta2). States that are Unknown and pass within a step are left out: they show how far one controller was
  when another one looked. What only some recordings have ends with \`?\` and may be missing;
- owners, finalizers, labels and names of annotations of objects that came; places in the specs of those that were there;
- types and reasons of events.

Names, times and uids are replaced: \`c1\` is the scenario's Cluster, \`*\` a generated part of a name. Timelines lie in
\`suites/contract/controllers/golden\` and are recorded anew by \`--kubernetes lab --controllers --record\`.

## Scenarios

| Scenario | Story |
|---|---|
${scenarios.map(({ id, title }) => `| ${id} | ${cell(title)} |`).join('\n')}

## Differences that were found

Where the rehearsal's controllers did otherwise than the recorded ones, they were mended.

| Scenario | Cluster API | The rehearsal before | Now |
|---|---|---|---|
${DIFFERENCES.map((one) => `| ${[one.scenario, one.real, one.rehearsal, one.mended].map(cell).join(' | ')} |`).join('\n')}
${accepted()}`

const accepted = (): string => {
  if (ACCEPTED.length === 0) return ''
  const rows = ACCEPTED.flatMap(({ scenario, why, lines }) =>
    lines.map((line) => `| ${[scenario, line, why].map(cell).join(' | ')} |`),
  )
  return `
## Differences that are left

| Scenario | Step and difference | Why |
|---|---|---|
${rows.join('\n')}
`
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;')
