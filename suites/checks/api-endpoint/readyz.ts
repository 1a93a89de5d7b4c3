import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'

const REQUESTS = 20

/** The API server's own word that it is ready, asked often enough to reach every member behind the endpoint. */
export const readyz = defineCheck({
  id: 'api.readyz',
  area: 'api-endpoint',
  title: 'The Kubernetes API says that it is ready, each time it is asked',
  why: 'One unready member behind a load balancer fails a part of all requests; a single question would miss it.',
  source: 'Kubernetes API health endpoints; load-balancer row LB-120',
  faults: ['api.readyz-failing'],
  run: async ({ workload, signal }) => {
    for (let n = 1; n <= REQUESTS; n++) {
      const { status, text } = await workload.raw('/readyz?verbose', { signal })
      const failing = text.split('\n').filter((line) => line.startsWith('[-]'))
      ensure(
        status === 200,
        `200 for /readyz, ${REQUESTS} times`,
        `${status} at request ${n}: ${failing.join('; ') || text.slice(0, 200)}`,
      )
    }
  },
})
