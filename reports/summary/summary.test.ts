import { describe, expect, test } from 'vitest'
import { buildReport } from '../model/build.ts'
import { exampleRun } from '../testing/example-run.ts'
import { hostileRun } from '../testing/hostile.ts'
import { renderMarkdown } from './markdown.ts'
import { renderText } from './text.ts'

const reportOf = ({ plan, journal, ledger }: ReturnType<typeof exampleRun>) => buildReport(plan, journal, ledger)

describe('the summary for a terminal', () => {
  const lines = renderText(reportOf(exampleRun())).split('\n')

  test('begins with the verdict and ends with the exit code', () => {
    expect(lines[0]).toBe('stackproof REHEARSAL k3f9q2: Leak: 1 thing left behind')
    expect(lines.at(-2)).toBe('exit 4: 1 thing left behind')
  })

  test('has a line for each cell', () => {
    expect(lines.filter((line) => /^ {2}\S c\d\d /.test(line))).toHaveLength(9)
    expect(lines).toContain(
      '  ✘ c05 openstack/scs v1.33.2 kube-vip · yawol · controlPlanes 3  14m21s  ✘ 1 failed, ✔ 28 passed, – 1 not-applicable',
    )
  })

  test('tells a finding once for all its cells, musts first', () => {
    const findings = lines.filter((line) => /^ {2}\S (failed|aborted|blocked|known-issue):/.test(line))
    expect(findings[0]).toBe('  ✘ failed: phase cluster in c06')
    expect(findings.at(-1)).toBe('  ◆ known-issue: lb.udp in c00, c03')
    expect(findings).toContain('  ⊘ blocked: 30 checks in c06')
  })

  test('sends no control character to the terminal', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(renderText(reportOf(hostileRun())).replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
  })
})

describe('the summary in Markdown', () => {
  test('has a table with a row for each cell and an item for each finding', () => {
    const text = renderMarkdown(reportOf(exampleRun()))
    expect(text.split('\n').filter((line) => /^\| \S c\d\d /.test(line))).toHaveLength(9)
    expect(text).toContain('- ✘ **failed** `lb.every-member` in c05: expected every one of 3 members')
    expect(text).toContain('> **REHEARSAL**: this run has seen no real cloud.')
  })

  test('keeps hostile text from being markup, a table cell or a mention', () => {
    const text = renderMarkdown(reportOf(hostileRun()))
    expect(text).not.toMatch(/(?<!\\)<img/)
    expect(text).not.toMatch(/(?<!\\)@all/)
    const widths = text.split('\n').flatMap((line) => (line.startsWith('| ') ? [line.split(/(?<!\\)\|/).length] : []))
    expect(new Set(widths).size).toBe(1)
  })
})
