import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'

/** Cases about Keystone's version documents. */
export const VERSION_DOCUMENTS: readonly ContractCase[] = [
  {
    id: 'auth-01',
    title: 'The root of Keystone is a 300 with the versions, and no redirect that a client would have to follow',
    run: async ({ cloud, golden }) => {
      const answer = await cloud.request({ service: 'identity', method: 'GET', from: 'root', path: '/', token: false })
      expect(answer.status).toBe(300)
      expect(answer.body.versions.values[0].id).toMatch(/^v3\./)
      golden('root', answer)
      const version = await cloud.request({ service: 'identity', method: 'GET', path: '', token: false })
      expect(version.status).toBe(200)
      expect(version.body.version.status).toBe('stable')
      golden('version', version)
    },
  },
]
