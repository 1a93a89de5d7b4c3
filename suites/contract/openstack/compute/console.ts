import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { poll } from '../../../../lib/core/poll.ts'
import { novaOf } from './nova.ts'

const MINUTES = 60_000

/** What a guest wrote. */
export const CONSOLE: readonly ContractCase[] = [
  {
    id: 'compute-57',
    title: 'The console of a server that runs is read with 200, whole or its last lines',
    needs: ['compute'],
    timeoutMs: 5 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const { id } = await nova.active()
      const read = (options: object) => nova.ask('POST', `/servers/${id}/action`, { 'os-getConsoleOutput': options })
      const answer = await poll({
        goal: `some console output of server ${id}`,
        interval: context.interval('server'),
        clock: context.clock,
        signal: context.signal,
        observe: () => read({}),
        describe: ({ status, body }) => `${status} with ${body?.output?.length} characters`,
        until: ({ status, body }) => status !== 200 || body.output.split('\n').length > 3,
      })
      expect([answer.status, Object.keys(answer.body)]).toEqual([200, ['output']])
      const last = await read({ length: 2 })
      expect(last.body.output.split('\n').length).toBeLessThan(answer.body.output.split('\n').length)
      expect(await context.cloud.compute.consoleLog(id, { lines: 2 })).not.toBe('')
    },
  },
]
