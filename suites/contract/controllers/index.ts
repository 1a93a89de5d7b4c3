import type { Scenario } from '../../../fixtures/contract/controllers/scenario.ts'
import { CLASS_SCENARIOS } from './scenarios/classes.ts'
import { MACHINE_SCENARIOS } from './scenarios/machines.ts'
import { TOPOLOGY_SCENARIOS } from './scenarios/topologies.ts'
import { VARIABLE_SCENARIOS } from './scenarios/variables.ts'

/** All scenarios of the controllers' contract. */
export const SCENARIOS: readonly Scenario[] = [
  ...CLASS_SCENARIOS,
  ...VARIABLE_SCENARIOS,
  ...TOPOLOGY_SCENARIOS,
  ...MACHINE_SCENARIOS,
]
