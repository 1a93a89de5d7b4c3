import { expect, test } from 'vitest'
import { readErrorBody } from './error-bodies.ts'

const bodies: [string, unknown, string, string][] = [
  [
    'Keystone',
    { error: { code: 401, title: 'Unauthorized', message: 'requires authentication' } },
    'Unauthorized',
    'requires authentication',
  ],
  [
    'Nova',
    { itemNotFound: { code: 404, message: 'Instance a could not be found.' } },
    'itemNotFound',
    'Instance a could not be found.',
  ],
  [
    'Neutron',
    { NeutronError: { type: 'OverQuota', message: 'Quota exceeded', detail: '' } },
    'OverQuota',
    'Quota exceeded',
  ],
  ['an old Neutron', { NeutronError: 'just text' }, '', 'just text'],
  ['Octavia', { faultcode: 'Client', faultstring: 'is immutable', debuginfo: null }, 'Client', 'is immutable'],
  ["Octavia's paging", { code: 404, title: 'Not Found', description: 'no route' }, 'Not Found', 'no route'],
  [
    'Glance',
    { message: 'No image<br /><br />\n\n\n', code: '404 Not Found', title: 'Not Found' },
    'Not Found',
    'No image',
  ],
  [
    'Placement',
    { errors: [{ status: 404, title: 'Not Found', detail: 'no such', code: 'placement.undefined_code' }] },
    'placement.undefined_code',
    'no such',
  ],
  [
    'Nova, for a version that it lacks',
    { computeFault: { code: 406, message: 'Version 2.999 is not supported by the API.' } },
    'computeFault',
    'Version 2.999 is not supported by the API.',
  ],
  [
    "Cinder's quota",
    {
      overLimit: { code: 413, message: 'VolumeLimitExceeded: Maximum number of volumes allowed (1)', retryAfter: '0' },
    },
    'overLimit',
    'VolumeLimitExceeded: Maximum number of volumes allowed (1)',
  ],
  [
    "Nova's router",
    { message: 'The resource could not be found.<br />', code: '404 Not Found' },
    'Not Found',
    'The resource could not be found.',
  ],
  [
    'a Neutron that lacks something',
    { NotImplementedError: { type: 'NotImplemented', message: 'no', detail: '' } },
    'NotImplemented',
    'no',
  ],
  ['an old Placement', { errors: [{ status: 404, title: 'Not Found', detail: 'no such' }] }, 'Not Found', 'no such'],
  ['an API gateway', { error: 'upstream is gone' }, '', 'upstream is gone'],
  ["Keystone's router", { message: 'Method not allowed' }, '', 'Method not allowed'],
]

test.each(bodies)('The error of %s is read', (_, body, code, message) => {
  expect(readErrorBody(JSON.stringify(body))).toEqual({ code, message })
})

test("A proxy's page is reduced to its words, and nothing stays nothing", () => {
  const page = '<html><head><title>502</title><style>a{}</style></head><body><h1>Bad gateway</h1></body></html>'
  expect(readErrorBody(page)).toEqual({ code: '', message: 'Bad gateway' })
  expect(readErrorBody('<html><head><title>503 Busy</title></head><body></body></html>').message).toBe('503 Busy')
  expect(readErrorBody('404 Not Found\n\nNo image found with ID a\n\n').message).toBe(
    '404 Not Found No image found with ID a',
  )
  expect(readErrorBody('')).toEqual({ code: '', message: '' })
})
