import type { Difference } from './difference.ts'

/** Where the rehearsal's Cinder was not the real one's. */
export const VOLUME_DIFFERENCES: readonly Difference[] = [
  {
    case: 'volume-78',
    real: 'a creation tells no project, has shared targets and no service yet, and the id of its type',
    rehearsal: 'told the project and no id; the default type was one that Cinder does not bring',
    mended: 'the fields of each microversion, and __DEFAULT__',
  },
  {
    case: 'volume-79',
    real: 'snapshots tell their group from 3.14, their user from 3.41, and whether they count from 3.65',
    rehearsal: 'the user always, the others never',
    mended: 'by microversion',
  },
  {
    case: 'volume-80',
    real: 'anyone may hold a volume by an attachment; it is reserved then, and neither deleted nor snapshot',
    rehearsal: 'attachments could only be read',
    mended: 'create, show and delete',
  },
  {
    case: 'volume-81',
    real: 'the text of the snapshot limit does not name its quota',
    rehearsal: 'did',
    mended: 'the text',
  },
  {
    case: 'volume-82',
    real: 'metadata that can not be read finds nothing',
    rehearsal: '400',
    mended: 'nothing',
  },
  {
    case: 'volume-111',
    real: 'a volume is `extending` for a while; operator’s actions are a 403 that names the rule',
    rehearsal: 'grew at once; no such action',
    mended: 'both',
  },
  {
    case: 'volume-113',
    real: 'unknown types and zones are refused, and sizes in the words of a schema',
    rehearsal: 'took any type and zone',
    mended: 'the checks and texts',
  },
  {
    case: 'volume-114',
    real: 'metadata can be replaced and deleted by key; GET gives JSON as text/html',
    rehearsal: 'only POST and GET',
    mended: 'all of them',
  },
  {
    case: 'volume-118',
    real: 'an unknown marker is a 404; a limit of nothing gives nothing',
    rehearsal: '400; everything',
    mended: 'Cinder’s own paging',
  },
  {
    case: 'volume-119',
    real: 'there is a list of availability zones, and a type tells no QoS to a tenant',
    rehearsal: 'no list; a field too many',
    mended: 'both',
  },
  {
    case: 'volume-120',
    real: 'usage has three figures',
    rehearsal: 'four',
    mended: 'three',
  },
  {
    case: 'volume-121',
    real: 'backups can be made, restored and deleted',
    rehearsal: 'only an empty list',
    mended: 'backups of volumes and snapshots, whole and incremental, with their limits',
  },
  {
    case: 'volume-122',
    real: 'a backup tells no zone unless one was asked for, and as many objects as its driver has written',
    rehearsal: 'told the zone of the volumes, and one object',
    mended: 'no zone; the objects of the posix driver',
  },
]
