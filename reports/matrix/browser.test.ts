import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildReport } from '../model/build.ts'
import { type BrowserPage, findChromium, openBrowser } from '../testing/chromium.ts'
import { exampleRun } from '../testing/example-run.ts'
import { hostileRun } from '../testing/hostile.ts'
import { resumedRun } from '../testing/resumed-run.ts'
import { renderMatrix } from './page.ts'

const chromium = findChromium()
const reason = chromium === undefined ? ' (skipped: no Chromium on PATH)' : ''
const [WIDE, PHONE] = [
  [1400, 1000],
  [390, 844],
] as const

describe.skipIf(chromium === undefined)(`matrix.html in a browser${reason}`, () => {
  const dir = mkdtempSync(join(tmpdir(), 'stackproof-page-'))
  const urlOf = (name: string) => pathToFileURL(join(dir, name)).href
  let browser: BrowserPage

  beforeAll(async () => {
    const runs = { example: exampleRun(), hostile: hostileRun(), resumed: resumedRun() }
    for (const [name, { plan, journal, ledger }] of Object.entries(runs))
      writeFileSync(join(dir, `${name}.html`), renderMatrix(buildReport(plan, journal, ledger)))
    browser = await openBrowser(chromium!)
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(dir, { recursive: true, force: true })
  })

  const drawer = () =>
    browser.evaluate<{ open: boolean; title?: string; text: string }>(
      `(() => { const d = document.getElementById('drawer'); return { open: d.open, title: d.querySelector('h2')?.textContent, text: d.textContent } })()`,
    )
  const press = (key: string) =>
    browser.evaluate(
      `document.getElementById('drawer').dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true }))`,
    )
  const settled = () => browser.evaluate('new Promise((done) => setTimeout(done, 60))')

  test.for([WIDE, PHONE])('fits %i pixels without scrolling sideways', async ([width, height]) => {
    await browser.open(urlOf('example.html'), width, height)
    const seen = await browser.evaluate<[number, string]>(
      '[document.documentElement.scrollWidth, document.documentElement.dataset.ready]',
    )
    expect(seen).toEqual([width, 'true'])
  })

  test('says of a verdict that was left standing from when it was carried over', async () => {
    await browser.open(`${urlOf('resumed.html')}#c04/api.readyz`, ...WIDE)
    expect((await drawer()).text).toMatch(
      /Carried over from 2026-11-22 \d\d:\d\d:\d\d UTC, an earlier start of this run\./,
    )
    await browser.open(`${urlOf('resumed.html')}#c04/metrics.nodes`, ...WIDE)
    expect((await drawer()).text).not.toContain('Carried over')
  })

  test('opens a check by its address, with want, got, a curve and its evidence', async () => {
    await browser.open(`${urlOf('example.html')}#c02/etcd.fsync`, ...WIDE)
    const { open, title, text } = await drawer()
    expect({ open, title }).toEqual({ open: true, title: "99 % of etcd's writes reach the disk within 10 ms" })
    expect(text).toContain('31.4 ms over 412 s')
    expect(await browser.evaluate("document.querySelectorAll('#drawer svg.chart polyline').length")).toBe(1)
    expect(await browser.evaluate("document.querySelector('#drawer .files a').getAttribute('href')")).toBe(
      '../artifacts/evidence/etcd-metrics.txt',
    )
  })

  test('goes to the neighbour cell by the arrow keys and closes', async () => {
    await browser.open(`${urlOf('example.html')}#c02/etcd.fsync`, ...WIDE)
    await press('ArrowRight')
    await settled()
    expect(await browser.evaluate('location.hash')).toBe('#c03/etcd.fsync')
    await browser.evaluate("document.querySelector('#drawer [aria-label^=Close]').click()")
    await settled()
    expect((await drawer()).open).toBe(false)
    expect(await browser.evaluate('location.hash')).toBe('')
  })

  test('opens the checks of an area by a click on the matrix, worst first', async () => {
    await browser.open(urlOf('example.html'), ...PHONE)
    await browser.evaluate(`document.querySelector('[data-at="c05/area:load-balancer"]').click()`)
    await settled()
    const { open, title } = await drawer()
    expect({ open, title }).toEqual({ open: true, title: 'load-balancer' })
    expect(await browser.evaluate("document.querySelector('.arealist small').textContent")).toMatch(
      /^lb\.every-member: failed/,
    )
  })

  test('filters by verdict, by setting, by text and by difference', async () => {
    await browser.open(urlOf('example.html'), ...WIDE)
    const filter = (script: string) =>
      browser.evaluate(
        `(() => { const f = document.getElementById('filters'); f.reset(); ${script}; f.dispatchEvent(new Event('input')); return f.elements.matches.textContent })()`,
      )
    expect(await filter('')).toBe('30 checks × 9 cells')
    expect(await filter("f.querySelector('[value=failed]').checked = true")).toBe('4 checks × 9 cells')
    expect(await filter("f.elements['axis:serviceLb'].value = 'yawol'")).toBe('30 checks × 2 cells')
    expect(await filter("f.elements.text.value = 'socket hang up'")).toBe('1 checks × 9 cells')
    expect(
      await filter("f.elements['axis:stack'].value = 'openstack/scs2'; f.elements.differences.checked = true"),
    ).toBe('7 checks × 5 cells')
  })

  test('runs nothing of what a cloud said, and no error', async () => {
    await browser.open(`${urlOf('hostile.html')}#c00/api.readyz`, ...WIDE)
    const { open, text } = await drawer()
    expect(open).toBe(true)
    expect(text).toContain('<img src=x onerror=')
    expect(await browser.evaluate('document.title')).not.toBe('owned')
    expect(await browser.evaluate("document.querySelectorAll('img').length")).toBe(0)
  })
})
