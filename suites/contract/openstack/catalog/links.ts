import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { startFaultProxy } from '../../../../fixtures/fault-proxy/proxy.ts'
import { openThrough } from '../through.ts'

/** Cases about addresses in answers. */
export const LINKS: readonly ContractCase[] = [
  {
    id: 'catalog-26',
    title: 'Addresses in version documents and links to further pages are not followed to another host',
    run: async (context) => {
      const names = [context.name('one'), context.name('two'), context.name('three')]
      for (const name of names) {
        const { id } = await context.cloud.network.securityGroups.create({ name, description: context.name() })
        context.undo(() => context.cloud.network.securityGroups.delete(id))
      }
      const elsewhere = await startFaultProxy({ upstreams: [{ origin: 'http://127.0.0.1:9' }] })
      context.undo(() => elsewhere.close())
      const trap = elsewhere.through('http://127.0.0.1:9')
      const { cloud, proxy } = await openThrough(context)
      const lure = (text: string) => text.replaceAll(/https?:\/\/[^/"]+/g, trap)
      const change = ({ text }: { text: string }) => ({ text: lure(text) })
      proxy.rule({ method: 'GET', fault: { kind: 'rewrite', change } })
      const found = await cloud.network.securityGroups.list({ description: context.name(), limit: 1 })
      expect(found.map(({ name }) => name).sort()).toEqual([...names].sort())
      await cloud.compute.flavors.list({ limit: 1 })
      expect(elsewhere.seen).toEqual([])
      expect(proxy.asked('GET', /\/security-groups\?.*marker=/).length).toBeGreaterThan(1)
    },
  },
]
