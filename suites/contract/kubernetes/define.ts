import { openGolden } from '../../../fixtures/contract/golden/book.ts'
import { createGate } from '../../../fixtures/contract/kubernetes/gate.ts'
import { knownTexts } from '../../../fixtures/contract/kubernetes/golden/known.ts'
import { createNormaliser } from '../../../fixtures/contract/kubernetes/golden/normalise.ts'
import { missingFor } from '../../../fixtures/contract/kubernetes/needs.ts'
import { runCase } from '../../../fixtures/contract/kubernetes/run-case.ts'
import type { KubernetesSetting } from '../../../fixtures/contract/kubernetes/setting.ts'
import { openTarget } from '../../../fixtures/contract/kubernetes/target.ts'
import { type CasesOptions, defineCases } from '../define-cases.ts'
import { loadCases } from './index.ts'

const cases = await loadCases()

/** Makes each case one test. Those that a cluster can't run are skipped with the reason. */
export const defineKubernetes = (options: CasesOptions<KubernetesSetting>): void =>
  defineCases(options, {
    cases,
    open: openTarget,
    gateOf: () => createGate(AT_ONCE),
    missingFor,
    run: (target, one, golden) => {
      const mode = golden ?? (target.setting.kind === 'cluster' ? 'off' : 'compare')
      const normalise = createNormaliser(knownTexts(target, one.id))
      return runCase(target, one, openGolden(one.id, { suite: 'kubernetes', mode, normalise }))
    },
  })

/** What two cores can do at once without cases that measure time being late. */
const AT_ONCE = 8
