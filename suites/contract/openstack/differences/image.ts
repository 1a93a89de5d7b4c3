import type { Difference } from './difference.ts'

/** Where the rehearsal's Glance was not the real one's. */
export const IMAGE_DIFFERENCES: readonly Difference[] = [
  {
    case: 'image-65',
    real: 'offers copy-image and names four stores in the headers of a creation',
    rehearsal: 'offered two methods and two stores',
    mended: 'the same methods and stores; copying is the operator’s',
  },
  {
    case: 'image-66',
    real: 'an upload is answered when the data is stored: the image is active, a raw one tells its virtual size',
    rehearsal: 'stayed in saving for some seconds after the answer, without a virtual size',
    mended: 'active at once, with the virtual size',
  },
  {
    case: 'image-67',
    real: '415 names the type that was sent',
    rehearsal: 'had a text of its own that always named JSON',
    mended: 'webob’s text',
  },
  {
    case: 'image-69',
    real: 'a declared size over the storage quota is a 413 before the first byte is read',
    rehearsal: 'knew only the cap of one image, after as many bytes',
    mended: 'a storage quota that looks at the declared size',
  },
  {
    case: 'image-70',
    real: 'the task of a failed import says no more than “Task failed due to Internal Error”',
    rehearsal: 'told the reason, in a task of half the fields',
    mended: 'all fields, and nothing of the reason',
  },
  {
    case: 'image-72',
    real: 'deleting an unknown image has words of its own',
    rehearsal: 'those of GET',
    mended: 'its own',
  },
  {
    case: 'image-73',
    real: 'Glance answers strangers itself, in webob’s form and not keystonemiddleware’s',
    rehearsal: 'the middleware’s',
    mended: 'webob’s; HTML with the line breaks of the real one',
  },
  {
    case: 'image-75',
    real: 'a member’s status must be one of three; images that are not shared refuse each action in other words',
    rehearsal: 'took any status, and had one text for all',
    mended: 'both',
  },
  {
    case: 'image-76',
    real: 'of a filter that comes twice the last one counts, but all tags; `first` and `next` keep the last of each',
    rehearsal: 'wanted all of them',
    mended: 'the same',
  },
  {
    case: 'image-111',
    real: 'names, formats, visibility and ids are held against a schema, with jsonschema’s report in the answer',
    rehearsal: 'took any name and format',
    mended: 'the schema with its reports',
  },
  {
    case: 'image-112',
    real: '413 for more than 128 tags or properties',
    rehearsal: 'no limit',
    mended: 'the limit',
  },
  {
    case: 'image-115',
    real: 'missing formats are a 409, a missing method a 400, and a second import while one runs a 409',
    rehearsal: '400 for the formats, no check of the others',
    mended: 'the order and texts of the checks',
  },
  {
    case: 'image-116',
    real: '`add` of a property that is there replaces it; conflicts stand behind webob’s explanation',
    rehearsal: '409, and the detail alone',
    mended: 'both',
  },
  {
    case: 'image-117',
    real: 'answers without a body are text/html all the same',
    rehearsal: 'had no type',
    mended: 'the type',
  },
  {
    case: 'image-118',
    real: 'a deactivated image tells no stores',
    rehearsal: 'told them',
    mended: 'only active ones do',
  },
  {
    case: 'image-119',
    real: 'wrong visibilities, member states, sizes and times are a 400',
    rehearsal: 'found nothing, or everything',
    mended: 'the checks',
  },
  {
    case: 'image-120',
    real: '405 says in `Allow` what there is',
    rehearsal: 'another text, without `Allow`',
    mended: 'both',
  },
  {
    case: 'image-121',
    real: 'an image is listed for a member when it has accepted; only owners are told that they do not own',
    rehearsal: 'listed it at once',
    mended: 'as the member decided',
  },
]
