import type { Difference } from './difference.ts'

/** Found by the cases of the area auth. */
export const AUTH_DIFFERENCES: readonly Difference[] = [
  {
    case: 'auth-02',
    real: 'a token carries the roles that its roles imply: reader with member, both with admin',
    rehearsal: 'only the roles that were granted',
    mended: 'implied roles are in tokens, and what is asked of them',
  },
  {
    case: 'auth-07',
    real: 'the scope may be the word unscoped; without any scope a user gets a token for the default project',
    rehearsal: 'the word was an unknown scope (400), and no user had a default project',
    mended: 'both, as the real one',
  },
  {
    case: 'auth-11',
    real: 'the 401 of an application credential with a scope has an empty object identity in its error',
    rehearsal: 'without it',
    mended: 'with it',
  },
  {
    case: 'auth-14',
    real: '403 of Keystone that end in a sentence of its own end in two full stops',
    rehearsal: 'one in the case of delegated tokens',
    mended: 'two',
  },
  {
    case: 'auth-15',
    real: 'WWW-Authenticate names Keystone with its version',
    rehearsal: 'without the version',
    mended: 'with it',
  },
  {
    case: 'auth-19',
    real: 'an application credential has the links /v3/application_credentials/ID, whole roles, and unrestricted null unless given',
    rehearsal: 'a link below the user, roles with id and name only, unrestricted false',
    mended: 'as the real one',
  },
  {
    case: 'auth-20',
    real: 'the link of a list to itself repeats the query',
    rehearsal: 'without the query',
    mended: 'with it',
  },
  {
    case: 'auth-112',
    real: 'a list or broken JSON is "Expecting to find valid JSON in request body"; no auth is "auth in request body"; what the schema lacks is its first line',
    rehearsal: 'other sentences, and a list was taken for an object',
    mended: 'the same sentences; of the schema the first line only',
  },
  {
    case: 'auth-116',
    real: 'a credential for another user is refused with the name of the policy',
    rehearsal: 'with a sentence',
    mended: 'with the name of the policy',
  },
  {
    case: 'auth-117',
    real: 'an unknown token is 404 "Could not recognize Fernet token"; without a subject it is 403',
    rehearsal: '404 "Could not find token" for both',
    mended: 'as the real one',
  },
  {
    case: 'auth-118',
    real: 'a login with an unknown token is a 404',
    rehearsal: '401',
    mended: '404',
  },
  {
    case: 'auth-119',
    real: 'a 401 comes before the service: without its version headers, from Octavia and Glance without a request id, from Glance in the words of webob',
    rehearsal: 'one answer for all services, with all headers of the service',
    mended: 'each service as it is',
  },
  {
    case: 'auth-120',
    real: 'text/html; charset=utf-8',
    rehearsal: 'charset=UTF-8',
    mended: 'lower case, as Flask has it',
  },
  {
    case: 'auth-121',
    real: 'tags of projects can be listed, replaced, added and removed; the location of a new one lacks a part of its path',
    rehearsal: 'only filters',
    mended: 'all of it',
  },
  {
    case: 'auth-122',
    real: 'a project can be changed, and a taken name is told with the id of the new project',
    rehearsal: 'no changes, no id',
    mended: 'both',
  },
  {
    case: 'auth-123',
    real: 'users, roles, grants and domains for administrators',
    rehearsal: 'none of them',
    mended: 'all four',
  },
]
