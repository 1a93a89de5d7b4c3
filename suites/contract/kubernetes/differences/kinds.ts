import type { Difference } from './difference.ts'

/** Found by the cases of deletion, types of one's own, Secrets, pods, Services and access. */
export const KIND_DIFFERENCES: readonly Difference[] = [
  {
    case: 'deletion-03',
    real: 'a finalizer is refused at the list and at its place in it; orphan and foregroundDeletion exclude each other',
    rehearsal: 'one cause, and both together were taken',
    mended: 'as the real ones',
  },
  {
    case: 'deletion-10',
    real: 'an Event cannot own anything; parts of a reference that are missing are named',
    rehearsal: 'it could, and the sentence was the same for all parts',
    mended: 'as the real ones',
  },
  {
    case: 'deletion-11',
    real: 'orphanDependents together with a propagation policy is a 422',
    rehearsal: 'the policy counted',
    mended: '422',
  },
  {
    case: 'types-03',
    real: 'a definition is refused for defaults that do not fit, keyed lists without keys and names that are none',
    rehearsal: 'it was taken',
    mended: 'the same causes',
  },
  {
    case: 'types-05',
    real: 'a default that comes later is there when older objects are read',
    rehearsal: 'only after the next write',
    mended: 'at every read',
  },
  {
    case: 'types-07',
    real: 'a null where none is allowed is dropped, so that a required field is missing',
    rehearsal: 'a wrong type',
    mended: 'a missing field',
  },
  {
    case: 'types-08',
    real: 'fields of the status are named from the status on in the sentence, but not in the cause',
    rehearsal: 'with their whole path',
    mended: 'as the real one',
  },
  {
    case: 'types-09',
    real: 'the warning for a deprecated version names the one to use',
    rehearsal: 'it did not',
    mended: 'it does',
  },
  {
    case: 'types-11',
    real: 'a version in which objects are stored has to stay in the definition',
    rehearsal: 'it could be taken out',
    mended: '422 on status.storedVersions',
  },
  {
    case: 'types-12',
    real: 'names that are taken in the group are said in NamesAccepted, and the type is not served until they are free',
    rehearsal: 'both types were served',
    mended: 'as the real one',
  },
  {
    case: 'types-14',
    real: 'a definition that waits for its objects has a condition Terminating, and creating more of them is a 405',
    rehearsal: 'no condition, and they could be created',
    mended: 'both',
  },
  {
    case: 'secrets-03',
    real: 'dockerconfigjson has to be JSON, basic-auth and service-account-token want their keys',
    rehearsal: 'only the keys of tls, dockerconfigjson and ssh-auth were asked for',
    mended: 'all of them',
  },
  {
    case: 'secrets-04',
    real: 'data and binaryData share one limit and no key; bytes that are no base64 are a 400',
    rehearsal: 'each had its own limit, keys could be in both, anything was taken as bytes',
    mended: 'as the real one',
  },
  {
    case: 'pods-03',
    real: 'the log of a pod without a node is a 204, a negative tailLines a 422',
    rehearsal: '400 for both',
    mended: 'as the real ones',
  },
  {
    case: 'pods-05',
    real: 'a port that nobody listens on is "dial tcp ADDRESS: connect: connection refused"',
    rehearsal: 'the words of Node',
    mended: 'Go’s words',
  },
  {
    case: 'services-03',
    real: 'externalTrafficPolicy is refused for a Service without ports outside of the cluster',
    rehearsal: 'it was taken',
    mended: '422',
  },
  {
    case: 'services-04',
    real: 'a proxy reference that is none is refused with the kind that it is of',
    rehearsal: 'always as a proxy request',
    mended: 'as the real one',
  },
  {
    case: 'access-04',
    real: 'nobody can make a role with rights that he has not',
    rehearsal: 'everybody who could make roles could',
    mended: '403 with the rules that are missing',
  },
  {
    case: 'access-05',
    real: 'roles need verbs, groups and resources, subjects one of three kinds',
    rehearsal: 'anything was taken',
    mended: '422',
  },
  {
    case: 'access-06',
    real: 'a review says by which binding, role and subject something is allowed',
    rehearsal: 'only that it is',
    mended: 'with the reason',
  },
  {
    case: 'access-07',
    real: 'a token lives ten minutes or longer',
    rehearsal: 'any time',
    mended: '422 for less',
  },
  {
    case: 'invalid-01',
    real: 'pods are refused for mounts without a volume, volumes without a name or source, ports, probes and amounts that are none',
    rehearsal: 'they were taken',
    mended: '422 with the same causes',
  },
  {
    case: 'invalid-02',
    real: 'a Deployment has to select something, counts are not negative, and Recreate has no rolling update',
    rehearsal: 'it was taken',
    mended: '422 with the same causes',
  },
  {
    case: 'invalid-03',
    real: 'Services are refused for fields of another type and for addresses, ranges, names and labels that are none',
    rehearsal: 'most were taken, whatever was in them',
    mended: '422 with the same causes',
  },
  {
    case: 'invalid-04',
    real: 'claims have one of four modes and more than no bytes',
    rehearsal: 'any mode and size',
    mended: '422',
  },
  {
    case: 'clusterctl-01',
    real: 'Cluster API serves MachinePools, which clusterctl asks for in any case',
    rehearsal: 'it did not',
    mended: 'it does',
  },
]

/** What was wrong with the client of the harness, found on the real API server. */
export const CLIENT_DIFFERENCES: readonly Difference[] = [
  {
    case: 'client-10',
    real: 'for a moment after its start the API server answers 403 to everybody who has his rights by a role',
    rehearsal: 'never, so that nobody noticed that such an answer ended every wait of the client',
    mended: 'the client sits it out for a minute, where the same was allowed before',
  },
]
