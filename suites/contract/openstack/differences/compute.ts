import type { Difference } from './difference.ts'

/** Found by the cases of the area compute. */
export const COMPUTE_DIFFERENCES: readonly Difference[] = [
  {
    case: 'compute-52',
    real: 'the zone of a server is empty until a host is found',
    rehearsal: 'there from the begin',
    mended: 'empty until then',
  },
  {
    case: 'compute-53',
    real: 'hosts have sizes: what fits on none ends in ERROR, "No valid host was found. " without a reason of Placement’s',
    rehearsal: 'hosts of any size',
    mended: 'hosts with cores, memory and disk, overcommitted by Nova’s defaults',
  },
  {
    case: 'compute-53',
    real: 'a server without a host is gone at once when it is deleted',
    rehearsal: 'after the time of any server',
    mended: 'at once',
  },
  {
    case: 'compute-55',
    real: 'one tag can be asked for (204 or 404); words of a missing one differ between GET and DELETE',
    rehearsal: 'no such path; one form of words',
    mended: 'both',
  },
  {
    case: 'compute-55',
    real: 'tags and metadata of a server that is being built or has failed cannot be changed (409)',
    rehearsal: 'changed',
    mended: 'refused',
  },
  {
    case: 'compute-56',
    real: 'a bar in a name’s expression stands for itself: no alternatives',
    rehearsal: 'alternatives',
    mended: 'for itself',
  },
  {
    case: 'compute-58',
    real: 'a dot in a name is refused with the characters that are allowed, and taken from 2.92 on',
    rehearsal: 'other words, refused always',
    mended: 'as the real one',
  },
  {
    case: 'compute-60',
    real: 'min_count and max_count make as many servers as the quota leaves room for, at least the least',
    rehearsal: 'overlooked: one server',
    mended: 'many servers, refused with the range that was asked for',
  },
  {
    case: 'compute-61',
    real: 'a volume that a server has already is refused with the server; from 2.89 on attachment_id and bdm_uuid replace id',
    rehearsal: 'refused with its status; id in every version',
    mended: 'as the real one',
  },
  {
    case: 'compute-121',
    real: 'a locked server: "Instance … is locked", for deletion too',
    rehearsal: 'deletion had words of a wrong state',
    mended: 'the same words',
  },
  {
    case: 'compute-122',
    real: 'a hard reboot shows HARD_REBOOT; forceDelete is 202; an empty action is "Malformed request body"',
    rehearsal: 'REBOOT; 204; "There is no such action: None"',
    mended: 'as the real one',
  },
  {
    case: 'compute-122',
    real: 'recorded actions keep the id of their own request and their end, "Error" where they failed; interfaces are recorded too',
    rehearsal: 'the id of the asking request, no end, power and deletion only',
    mended: 'ids, ends and errors; locks, volumes and interfaces recorded',
  },
  {
    case: 'compute-123',
    real: 'schema errors quote the value in Python’s notation; tags are named by their place in the list',
    rehearsal: 'no value; "tags"',
    mended: 'as the real one',
  },
  {
    case: 'compute-125',
    real: 'a limit that is no number is refused by the schema; the rule of all_tenants differs between list and detail',
    rehearsal: 'the words of the paging; always the list’s rule',
    mended: 'as the real one',
  },
  {
    case: 'compute-126',
    real: 'a method that a path does not have is a 404 in webob’s shape',
    rehearsal: '405 badMethod',
    mended: '404',
  },
  {
    case: 'compute-128',
    real: 'a flavor without a disk starts no server from an image (403)',
    rehearsal: 'it did',
    mended: 'refused; the rehearsed yawol machines have a flavor with a disk',
  },
  {
    case: 'compute-129',
    real: 'administrators make and delete flavors and their extra specs; lists come in the order of ids',
    rehearsal: 'nobody could; in the order of creation',
    mended: 'administrators can; by id',
  },
  {
    case: 'compute-130',
    real: 'hypervisors in detail tell sizes and use until 2.87; services and zones show the control plane',
    rehearsal: 'names only',
    mended: 'sizes, use, control plane',
  },
  {
    case: 'compute-133',
    real: 'an unknown marker of key pairs: "Marker … could not be found."',
    rehearsal: '"marker […] not found"',
    mended: 'words of its own',
  },
  {
    case: 'compute-134',
    real: 'an unknown policy is refused with the known ones; rules only for anti-affinity',
    rehearsal: 'without them; rules for any',
    mended: 'as the real one',
  },
  {
    case: 'compute-135',
    real: 'from 1.38 on Placement counts Nova’s servers as consumers of type "unknown"',
    rehearsal: '"INSTANCE"',
    mended: '"unknown"',
  },
  {
    case: 'compute-136',
    real: 'details of another project’s quota are refused by a rule of their own; usages without a project are 403',
    rehearsal: 'the rule of the plain quota; 400',
    mended: 'as the real one',
  },
  {
    case: 'compute-140',
    real: 'attaching a port that is not there is 404; detaching one is taken with 202 and fails later',
    rehearsal: '400; 404',
    mended: 'as the real one',
  },
]
