import { matchesGlob } from 'node:path'
import { FAULT_NAMES } from '../../../fixtures/rehearsal/faults/catalog.ts'
import { StackproofError } from '../../core/errors.ts'
import type { Plan } from '../../core/plan.ts'
import { unknownWord } from './selection.ts'

export interface FaultRequest {
  name: string
  /** Glob over cell ids; null plants it everywhere. */
  cells: string | null
}

/** Reads `NAME[@CELL]`; throws `E_USAGE` for a name that is not a fault's. */
export const parseFault = (text: string): FaultRequest => {
  const [name, cells = null] = text.split('@') as [string, string | undefined]
  if (!FAULT_NAMES.includes(name)) throw unknownWord('--fault', name, FAULT_NAMES)
  return { name, cells }
}

export interface PlacedFault {
  name: string
  cell: string | null
  index: number | null
}

/** Where each requested fault is planted: one line per cell, or one for everywhere. */
export const placeFaults = (requests: readonly FaultRequest[], { cells }: Plan): PlacedFault[] =>
  requests.flatMap(({ name, cells: glob }): PlacedFault[] => {
    if (glob === null) return [{ name, cell: null, index: null }]
    const matching = cells.filter(({ id }) => matchesGlob(id, glob))
    if (matching.length === 0)
      throw new StackproofError(
        'E_USAGE',
        `Expected --fault ${name}@${glob} to match a cell of the plan, it matches none`,
      )
    return matching.map(({ id, index }) => ({ name, cell: id, index }))
  })
