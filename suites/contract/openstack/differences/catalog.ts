import type { Difference } from './difference.ts'

/** Found by the cases of the area catalog. */
export const CATALOG_DIFFERENCES: readonly Difference[] = [
  {
    case: 'catalog-28',
    real: 'a 406 of Nova and Cinder repeats the version that it refuses, a 400 for one that is none repeats nothing',
    rehearsal: 'Nova repeated nothing, Cinder its oldest version',
    mended: 'as the real ones',
  },
  {
    case: 'catalog-28',
    real: 'Placement explains a version that it refuses in two paragraphs, with the words of Python',
    rehearsal: 'in one line',
    mended: 'the same paragraphs',
  },
  {
    case: 'catalog-30',
    real: "Nova's errors are application/json; charset=UTF-8",
    rehearsal: 'application/json',
    mended: 'with the charset',
  },
  {
    case: 'catalog-111',
    real: 'Cinder answers 400 to a header OpenStack-API-Version that does not name volume',
    rehearsal: 'the oldest version',
    mended: '400',
  },
  {
    case: 'catalog-112',
    real: 'the roots of Nova, Neutron and Glance carry no id of the request and no version',
    rehearsal: 'both',
    mended: 'neither',
  },
  {
    case: 'catalog-114',
    real: 'Nova has /v2/ too and links to its documentation; Cinder and Glance answer 302 without the slash',
    rehearsal: 'no /v2/, no link, no 302',
    mended: 'all three',
  },
  {
    case: 'catalog-114',
    real: 'Neutron lists the four resources of its core plugin at /v2.0/, whatever else there is',
    rehearsal: 'all of its resources',
    mended: 'those four',
  },
  {
    case: 'catalog-115',
    real: 'outside of every version Nova and Glance answer 300 with all of them, Cinder and Neutron 404, Octavia 401',
    rehearsal: '401 everywhere',
    mended: 'each as it is',
  },
  {
    case: 'catalog-115',
    real: 'an unknown path is a 404 of webob in Cinder, and has no description in Octavia',
    rehearsal: "Cinder's own itemNotFound, and a sentence in Octavia",
    mended: 'as the real ones',
  },
]
