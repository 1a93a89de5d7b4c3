import type { Difference } from './difference.ts'

/** Where the rehearsal's Octavia was not the real one's. */
export const BALANCER_DIFFERENCES: readonly Difference[] = [
  {
    case: 'balancer-87',
    real: 'operators make flavors; a machine that Nova does not know is a 500, one that no host has room for ends in ERROR',
    rehearsal: 'no flavors',
    mended: 'flavors and their profiles, with both endings',
  },
  {
    case: 'balancer-88',
    real: 'members of a pool that is gone are a 404 in the router’s shape, titled “Bad Request”',
    rehearsal: 'the usual shape',
    mended: 'the router’s',
  },
  {
    case: 'balancer-91',
    real: 'a batch without members names the argument that it does not know',
    rehearsal: 'another text',
    mended: 'the text',
  },
  {
    case: 'balancer-92',
    real: 'a listener of a graph is told its pool after it was made, and so was updated at once',
    rehearsal: 'made with it',
    mended: 'told after',
  },
  {
    case: 'balancer-93',
    real: 'amphorae count connections and bytes; OVN counts nothing',
    rehearsal: 'zero for both',
    mended: 'what the data path has carried',
  },
  {
    case: 'balancer-95',
    real: 'an unknown marker is a 400 for an empty list too',
    rehearsal: 'only for one with items',
    mended: 'always',
  },
  {
    case: 'balancer-96',
    real: 'unknown flavors and zones, and ids that are none, are a 400',
    rehearsal: 'took them',
    mended: 'the checks and texts',
  },
  {
    case: 'balancer-97',
    real: 'unknown keys and limits below -1 are a 400; the list holds both spellings; defaults are the operator’s',
    rehearsal: 'overlooked them; no list',
    mended: 'all of it',
  },
  {
    case: 'balancer-98',
    real: 'pools are not to be filtered by listener',
    rehearsal: 'could be',
    mended: 'refused',
  },
  {
    case: 'balancer-112',
    real: 'L7 policies of OVN are a 501',
    rehearsal: 'there were none at all',
    mended: 'policies and rules',
  },
  {
    case: 'balancer-114',
    real: 'a graph that is refused after its VIP was made leaves the port behind',
    rehearsal: 'took it away',
    mended: 'stays; what a schema refuses is refused before',
  },
  {
    case: 'balancer-115',
    real: 'a port that is too large is told its upper limit',
    rehearsal: 'both limits',
    mended: 'the text',
  },
  {
    case: 'balancer-116',
    real: 'unknown paths and methods have an empty description',
    rehearsal: 'a sentence',
    mended: 'empty',
  },
  {
    case: 'balancer-117',
    real: 'another project’s balancer is a 403; so are its lists, and a failover for a tenant',
    rehearsal: '404, nothing, and done',
    mended: '403',
  },
  {
    case: 'balancer-120',
    real: 'policies and rules can come with their listener',
    rehearsal: 'were overlooked',
    mended: 'created with it, in order',
  },
]
