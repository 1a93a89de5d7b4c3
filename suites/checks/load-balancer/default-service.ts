import type { CheckContext } from '../../../lib/catalog/check.ts'
import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure, promised } from '../../../lib/catalog/outcome.ts'
import { formatDuration } from '../../../lib/core/duration.ts'
import { answer, ask, whoOf } from './answer.ts'
import { NO_SERVICE_LB } from './inapplicable.ts'
import { type Balanced, createBalanced } from './shared.ts'

const REQUESTS = 100

/** LB-001: an all-default Service of type LoadBalancer works from outside. */
export const defaultService = defineCheck({
  id: 'lb.default-service',
  area: 'load-balancer',
  title: 'A Service of type LoadBalancer with defaults gets an address and answers on it from outside',
  why: 'It is the promise that users of Kubernetes take for granted.',
  source: 'SCS draft standard for KaaS load balancers; load-balancer row LB-001',
  inapplicable: [NO_SERVICE_LB],
  faults: ['lb.slow-to-serve'],
  run: async (context) => {
    const balanced = await createBalanced(context)
    context.metric({ key: `lb.address.seconds@${balanced.provider}`, value: balanced.waitedMs / 1000, unit: 's' })
    await firstAnswer(context, balanced)
    const times: [number, number][] = []
    for (let n = 1; n <= REQUESTS; n++) {
      const result = await ask(context, balanced)
      ensure(
        whoOf(result, balanced.echo.nonce) !== undefined,
        `${REQUESTS} of ${REQUESTS} new connections answered by our own server`,
        `${result.outcome} ${result.status ?? ''} ${result.error ?? ''} at ${n}`,
      )
      times.push([n, result.totalMs!])
    }
    context.metric({
      key: 'lb.answer.ms',
      value: times.reduce((sum, [, ms]) => sum + ms, 0) / REQUESTS,
      unit: 'ms',
      series: times,
    })
  },
})

// Waits longer than the promise, so that the report says how late the answer was and later checks find a Service that serves.
const firstAnswer = async (context: CheckContext, balanced: Balanced) => {
  const { clock, interval } = context
  await promised('an answer at the published address', answer(context, balanced))
  const lateMs = clock.now() - balanced.publishedAt
  const { timeoutMs } = interval('lb/first-answer')
  ensure(
    lateMs <= timeoutMs,
    `a first answer within ${formatDuration(timeoutMs)} of the address`,
    `one after ${formatDuration(lateMs)}`,
  )
}
