import type { LedgerEntry } from '../../lib/core/journal.ts'
import type { PlannedCell } from '../../lib/core/plan.ts'
import { START } from './tape.ts'

/** What the example made: a network by the harness, things that controllers made for it, and what was verified as gone. */
export const exampleLedger = (cells: readonly PlannedCell[], open: readonly number[]): LedgerEntry[] =>
  cells.flatMap((cell) => {
    const pid = 5000 + cell.index
    const at = (ms: number) => new Date(START + cell.index * 60_000 + ms).toISOString()
    const scope = 'project stackproof'
    const id = (n: number) => `${n}0000000-0000-4000-8000-00000000000${cell.index}`
    const made: LedgerEntry[] = [
      {
        seq: `${pid}.1`,
        t: at(0),
        op: 'intent',
        kind: 'namespace',
        name: `sp-k3f9q2-c0${cell.index}`,
        cell: cell.id,
        scope: 'management',
        via: 'POST /api/v1/namespaces',
      },
      { seq: `${pid}.2`, t: at(40), op: 'created', of: `${pid}.1`, id: id(1), request: 'req-1a' },
      {
        seq: `${pid}.3`,
        t: at(90_000),
        op: 'attributed',
        kind: 'loadbalancer',
        id: id(2),
        name: `k8s-clusterapi-cluster-sp-k3f9q2-c0${cell.index}`,
        cell: cell.id,
        scope,
        rule: 'capo-name',
      },
      {
        seq: `${pid}.4`,
        t: at(400_000),
        op: 'attributed',
        kind: 'volume',
        id: id(3),
        name: 'pvc-2f9c',
        cell: cell.id,
        scope,
        rule: 'cinder-csi-cluster-metadata',
      },
    ]
    const gone = [
      { kind: 'namespace', id: id(1), scope: 'management' },
      { kind: 'loadbalancer', id: id(2), scope },
      { kind: 'volume', id: id(3), scope },
    ].filter(({ kind }) => !(open.includes(cell.index) && kind === 'volume'))
    return [
      ...made,
      ...gone.map(
        (item, n): LedgerEntry => ({
          seq: `${pid}.${5 + n}`,
          t: at(900_000 + n),
          op: 'gone',
          ...item,
          verified: '404',
        }),
      ),
    ]
  })
