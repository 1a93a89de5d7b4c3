import { createHash } from 'node:crypto'
import { type Html, html, trusted } from '../markup/html.ts'
import type { RunReport } from '../model/schema.ts'
import { titleOf } from '../model/words.ts'
import { areaMatrix } from './area-matrix.ts'
import { pageScript, pageStyle } from './assets.ts'
import { cellsSection } from './cells-section.ts'
import { checkTable } from './check-table.ts'
import { exclusionsSection } from './exclusions-section.ts'
import { findingsSection } from './findings-section.ts'
import { glyphSheet } from './glyphs.ts'
import { headerSection, stampStrip } from './header.ts'
import { leaksSection } from './leaks-section.ts'
import { pageData, scriptJson } from './page-data.ts'
import { provenanceSection } from './provenance-section.ts'
import { scheduleSection } from './schedule-section.ts'
import { timeSection } from './time-section.ts'

/** `matrix.html`: one file that needs nothing else. */
export const renderMatrix = (report: RunReport): string => {
  const script = pageScript()
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(script)}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="stackproof">
<title>${titleOf(report)}: ${report.verdict.headline}</title>
<style>${trusted(pageStyle())}</style>
</head>
<body class="${report.run.stamp === null ? '' : 'stamped'}">
${glyphSheet()}
${stampStrip(report)}
<div class="page">${body(report)}</div>
<dialog id="drawer" aria-labelledby="drawer-title"></dialog>
<script type="application/json" id="data">${trusted(scriptJson(pageData(report)))}</script>
<script type="module">${trusted(script)}</script>
</body>
</html>
`.markup
}

const body = (report: RunReport): Html => html`${headerSection(report)}
<main>
${findingsSection(report)}
${areaMatrix(report)}
${checkTable(report)}
${timeSection(report)}
${cellsSection(report)}
${leaksSection(report)}
${exclusionsSection(report)}
${scheduleSection(report)}
${provenanceSection(report)}
</main>
<footer>stackproof${report.run.stamp && html` · <b>${report.run.stamp}</b>`} · run ${report.run.id}</footer>`

/** Only our own script may run, and nothing may be fetched: whatever a cloud's error text holds stays text. */
const policy = (script: string) =>
  `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`
