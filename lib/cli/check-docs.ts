import { FAULTS } from '../../fixtures/rehearsal/faults/catalog.ts'
import { CHECKS } from '../../suites/checks/index.ts'
import { checkDoc, checkIndex } from '../catalog/check-doc.ts'

/** All pages of docs/checks by file name. */
export const checkDocs = (): Map<string, string> => {
  const effects = new Map(FAULTS.map(({ name, effect }) => [name, effect]))
  return new Map([
    ['README.md', checkIndex(CHECKS)],
    ...CHECKS.map((check) => [`${check.id}.md`, checkDoc(check, effects)] as const),
  ])
}
