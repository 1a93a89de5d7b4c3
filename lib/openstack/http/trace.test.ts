import { expect, test } from 'vitest'
import { templateOf } from './trace.ts'

test.each([
  ['/v2.1/servers/0f2b3c4d-0000-4000-8000-00000000000a/action', '/v2.1/servers/{id}/action'],
  ['/v3/b0a0c3f65d2e4c56a1e5a0f0b6b5a001/volumes/0f2b3c4d-0000-4000-8000-00000000000a', '/v3/{id}/volumes/{id}'],
  ['/v2.1/os-keypairs/my-key', '/v2.1/os-keypairs/{name}'],
  ['/v2.0/networks/0f2b3c4d-0000-4000-8000-00000000000a/tags/run-7', '/v2.0/networks/{id}/tags/{name}'],
  ['/v2.0/lbaas/loadbalancers', '/v2.0/lbaas/loadbalancers'],
])('%s is counted as %s', (path, template) => {
  expect(templateOf(path)).toBe(template)
})
