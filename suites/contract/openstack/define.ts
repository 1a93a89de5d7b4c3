import { openGolden } from '../../../fixtures/contract/golden/book.ts'
import { createGate } from '../../../fixtures/contract/openstack/gate.ts'
import { knownTexts } from '../../../fixtures/contract/openstack/golden/known.ts'
import { createNormaliser } from '../../../fixtures/contract/openstack/golden/normalise.ts'
import { missingFor } from '../../../fixtures/contract/openstack/needs.ts'
import { runCase } from '../../../fixtures/contract/openstack/run-case.ts'
import type { TargetSetting } from '../../../fixtures/contract/openstack/setting.ts'
import { openTarget } from '../../../fixtures/contract/openstack/target.ts'
import { type CasesOptions, defineCases } from '../define-cases.ts'
import { loadCases } from './index.ts'

const cases = await loadCases()

/** Makes each case one test. Those that a cloud can't run are skipped with the reason. */
export const defineContract = (options: CasesOptions<TargetSetting>): void =>
  defineCases(options, {
    cases,
    open: openTarget,
    gateOf: ({ kind }) => createGate(kind === 'rehearsal' ? REHEARSED : REAL),
    missingFor,
    run: (target, one, golden) => {
      const mode = golden ?? (target.setting.kind === 'cloud' ? 'off' : 'compare')
      const normalise = createNormaliser(knownTexts(target, one.id))
      return runCase(target, one, openGolden(one.id, { suite: 'openstack', mode, normalise }))
    },
  })

const REHEARSED = { atOnce: 8, servers: 8 }
/** A lab on two cores starts two small servers at a time, no more, and its Neutron has one worker. */
const REAL = { atOnce: 4, servers: 2 }
