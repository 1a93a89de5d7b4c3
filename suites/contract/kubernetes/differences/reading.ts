import type { Difference } from './difference.ts'

/** Found by the cases of discovery, lists and watches. */
export const READING_DIFFERENCES: readonly Difference[] = [
  {
    case: 'discovery-03',
    real: 'every stored resource has a storageVersionHash in discovery',
    rehearsal: 'none',
    mended: 'the same hash, of group, version and kind',
  },
  {
    case: 'discovery-07',
    real: 'types are called io.k8s.api.apps.v1.Deployment in OpenAPI documents',
    rehearsal: 'io.k8s.Deployment',
    mended: 'objects of resources have their full names',
  },
  {
    case: 'lists-04',
    real: 'a continue token that is no base64 is a 400 that says where, and one together with a version a 400',
    rehearsal: 'another sentence, and the version was ignored',
    mended: 'both as the real ones',
  },
  {
    case: 'lists-05',
    real: 'the 410 of an expired page carries a token with which the rest can be had, inconsistently',
    rehearsal: 'a 410 with a shorter sentence and without a token',
    mended: 'the token is there and works',
  },
  {
    case: 'lists-07',
    real: 'a resourceVersionMatch without a version, Exact with 0, unknown words and sendInitialEvents for a list are a 422',
    rehearsal: 'answered with a list, or with 410',
    mended: '422 with the same causes',
  },
  {
    case: 'lists-10',
    real: 'a label selector is refused with what was found and what was expected there; a leading comma is refused',
    rehearsal: 'one sentence for all, and the comma was ignored',
    mended: 'the same sentences',
  },
  {
    case: 'lists-12',
    real: 'a field of a type of one’s own that is not selectable is "field label not supported"',
    rehearsal: 'the sentence for built-in types without selectable fields',
    mended: 'as the real one',
  },
  {
    case: 'watches-04',
    real: 'a GET of one object with watch=true is a plain read',
    rehearsal: 'a watch of that object',
    mended: 'a read',
  },
  {
    case: 'watches-06',
    real: 'sendInitialEvents without its match, and a match without it, are a 422',
    rehearsal: 'a watch',
    mended: '422 with the same causes',
  },
  {
    case: 'watches-09',
    real: 'a watch from a version that is no number is a 500 without a reason',
    rehearsal: 'a 400, as for lists',
    mended: '500 without a reason',
  },
]
