import { describe, expect, test } from 'vitest'
import { VERDICTS } from '../../lib/core/verdict.ts'
import { buildReport } from '../model/build.ts'
import { type ExampleRun, exampleRun, killedRun } from '../testing/example-run.ts'
import { hostileRun } from '../testing/hostile.ts'
import { pageScript } from './assets.ts'
import { renderMatrix } from './page.ts'

const pageOf = ({ plan, journal, ledger }: ExampleRun) => renderMatrix(buildReport(plan, journal, ledger))
const found = (page: string, pattern: RegExp) => [...page.matchAll(pattern)].map(([, match]) => match)

describe('matrix.html', () => {
  const page = pageOf(exampleRun())

  test('needs nothing from anywhere', () => {
    expect(found(page, /((?:src|href)="(?:https?:)?\/\/)/g)).toEqual([])
    expect(found(page, /(@import|url\()/g)).toEqual([])
    expect(found(page, /<(link|img|iframe|object|embed)\b/g)).toEqual([])
    expect(page).toContain(`content="default-src &#39;none&#39;`)
  })

  test('says REHEARSAL in its title, over the page, in the headline and at its end', () => {
    expect(page).toMatch(/<title>stackproof REHEARSAL k3f9q2: Leak: 1 thing left behind<\/title>/)
    expect(page).toMatch(/<p class="stamp" role="note"><strong>REHEARSAL<\/strong>/)
    expect(page).toMatch(/<footer>stackproof · <b>REHEARSAL<\/b>/)
  })

  test('has no stamp where everything was real', () => {
    const { plan, journal, ledger } = exampleRun()
    const clouds = plan.clouds.map((cloud) => ({ ...cloud, kind: 'real' as const }))
    const real = journal.map((event) =>
      event.type === 'run.started' ? { ...event, environment: 'real' as const } : event,
    )
    expect(found(pageOf({ plan: { ...plan, clouds }, journal: real, ledger }), /(REHEARSAL)<\//g)).toEqual([])
  })

  test('shows each cell × area and each cell × check once, with its verdict in words', () => {
    expect(found(page, /data-at="(c\d\d\/area:[a-z-]+)"/g)).toHaveLength(9 * 11)
    const checks = found(page, /data-at="(c\d\d\/[a-z]+\.[a-z0-9-]+)"/g)
    expect(checks).toHaveLength(270)
    expect(new Set(checks).size).toBe(270)
    expect(page).toContain('aria-label="lb.every-member in c05: failed"')
    expect(page).toContain('aria-label="storage in c06: 4 of 4 blocked"')
  })

  test('has a shape of its own for each verdict', () => {
    const shapes = VERDICTS.map(
      (verdict) => new RegExp(`<symbol id="g-${verdict}"[^>]*>(.*?)</symbol>`).exec(page)?.[1],
    )
    expect(new Set(shapes).size).toBe(VERDICTS.length)
    expect(shapes.every((shape) => shape !== undefined)).toBe(true)
  })

  test('tells what went wrong without a script, first what leaks and what fails', () => {
    const findings = page.slice(page.indexOf('<ol class="findings">'), page.indexOf('</ol>'))
    expect(found(findings, /<li class="f-([a-z-]+)">/g)).toEqual([
      ...['failed', 'failed', 'failed', 'failed', 'failed', 'blocked'],
      ...['failed', 'aborted', 'known-issue'],
    ])
    expect(findings).toContain('<dd>every one of 3 members at least 20 times of 120</dd>')
  })

  test('groups exclusions by rule, with reason and source', () => {
    expect(found(page, /<details class="rule"><summary><code>([a-z-]+)</g)).toEqual([
      'no-endpoint-one-plane',
      'stack-has-no-kube-vip',
      'unreadable',
    ])
    expect(page).toContain('<td class="">CAPO v0.12, apiServerLoadBalancer</td>')
  })

  test('is whole for a killed run and for one that had not begun', () => {
    for (const lines of [0, 1, 150]) {
      const killed = pageOf(killedRun(lines))
      expect(killed).toContain('No verdict: the run did not end')
      expect(found(killed, /data-at="(c\d\d\/[a-z]+\.[a-z0-9-]+)"/g)).toHaveLength(270)
    }
  })

  test('keeps whatever a cloud said as text', () => {
    const hostile = pageOf(hostileRun())
    expect(found(hostile, /<(script)\b/g)).toHaveLength(2)
    expect(found(hostile, /<\/(script)>/g)).toHaveLength(2)
    expect(found(hostile, /(<img|onerror=")/g)).toEqual([])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(found(hostile, /([\u0000\u001b\u2028\u202e])/g)).toEqual([])
  })

  test('has a script that is one module without imports', () => {
    expect(pageScript()).not.toMatch(/^(?:import|export) /m)
    expect(() => new Function(pageScript())).not.toThrow()
  })
})
