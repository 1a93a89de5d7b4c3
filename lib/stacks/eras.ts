import type { EraId, TreeFacts } from './types.ts'

/** A time in the history of the cluster stacks, by how a stack's tree looked then. */
export interface Era {
  id: EraId
  since: string
  title: string
  /** Any of these sets of facts makes a tree one of this era; the first era that fits is taken. */
  when: readonly Partial<TreeFacts>[]
  source: string
}

/** In the order of recognition: marks that only one era has come first, then the newest. */
export const ERAS: readonly Era[] = [
  {
    id: 'A',
    since: '2023',
    title: 'written before csctl: metadata.yaml by hand, a directory for each Kubernetes minor',
    when: [{ csctl: false }],
    source: 'cluster-stacks, tags docker-ferrol-1-27-v1 and openstack-scs-1-27-v2',
  },
  {
    id: 'F',
    since: '2026-04',
    title: 'stack.yaml, Cluster API v1beta2, again a directory for each Kubernetes minor',
    when: [{ stackFile: true }, { topologyApi: 'cluster.x-k8s.io/v1beta2' }],
    source: 'cluster-stacks #259',
  },
  {
    id: 'E',
    since: '2025-09',
    title: 'multi-stage addons whose charts the operator fetches',
    when: [{ multiStage: true, vendored: false }],
    source: 'cluster-stacks f5f9a42',
  },
  {
    id: 'D',
    since: '2025-03',
    title: 'multi-stage addons with their charts in the tree',
    when: [{ multiStage: true }],
    source: 'cluster-stacks 98d346e',
  },
  {
    id: 'B',
    since: '2024-03',
    title: 'csctl, one addon chart, a directory for each Kubernetes minor',
    when: [{ perMinor: true }],
    source: 'cluster-stacks f21fa46',
  },
  {
    id: 'C',
    since: '2024-06',
    title: 'one addon chart, one directory that versions.yaml generates the minors from',
    when: [{}],
    source: 'cluster-stacks #56',
  },
]

/** The era that a tree belongs to. Every tree has one: the last of the table takes what no other recognises. */
export const recogniseEra = (facts: TreeFacts): Era =>
  ERAS.find(({ when }) => when.some((marks) => matches(marks, facts)))!

const matches = (marks: Partial<TreeFacts>, facts: TreeFacts) =>
  (Object.keys(marks) as (keyof TreeFacts)[]).every((key) => marks[key] === facts[key])
