import { expect, test } from 'vitest'
import { renderReport } from './report.ts'

const outcome = (ms: number, peakKib: number) => ({
  count: 10,
  ms,
  cpuMs: ms / 2,
  processMs: ms * 3,
  processCpuMs: ms,
  peakKib,
})

test('Calls are told beside ours, uploads as rates, starts by their first answer, and what is missing with its reason', () => {
  const text = renderReport({
    machine: { processors: 2, memoryGib: 24, load: [0.5, 2] },
    calls: {
      clients: [
        { name: 'stackproof', version: 'Node 24' },
        { name: 'gophercloud', missing: 'no go' },
      ],
      series: [
        { operation: 'ports', client: 'stackproof', rounds: [outcome(100, 81_920), outcome(300, 81_920)] },
        { operation: 'ports', client: 'openstacksdk', rounds: [outcome(300, 73_728), outcome(900, 73_728)] },
      ],
    },
    uploads: {
      sizeBytes: 64 * 1024 * 1024,
      ours: [{ ms: 1000, cpuMs: 200, baseKib: 1024, peakKib: 3072 }],
      curl: [{ ms: 800 }],
    },
    start: [
      { command: 'stackproof', firstAnswerMs: [210, 190, 200], processMs: [400] },
      { command: 'openstack', firstAnswerMs: undefined, processMs: [], missing: 'not installed' },
    ],
  })
  expect(text).toContain('load 0.5 before, 2 after')
  expect(text).toContain('gophercloud: skipped, no go')
  expect(text).toMatch(/10 × list ports, paged +openstacksdk +600 +300 +1800 +600 +72 +3\.00/)
  expect(text).toContain(
    "ours 64 MiB/s, curl 80 MiB/s, rate of ours / curl's 0.80, CPU 200 ms, memory grows by 2.0 MiB",
  )
  expect(text).toMatch(/stackproof +first answer 200 ms, whole 400 ms/)
  expect(text).toContain('openstack: skipped, not installed')
})
