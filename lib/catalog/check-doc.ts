import type { Check } from './check.ts'

/** The page of one check in docs/checks, in Markdown. */
export const checkDoc = (check: Check, effects: ReadonlyMap<string, string>): string => {
  const { id, title, area, severity, why, source, inapplicable, faults, interval, phase } = check
  return [
    `# ${id}`,
    '',
    `> ${title}.`,
    '',
    `| area | severity | runs | time limit |`,
    `|---|---|---|---|`,
    `| ${area} | ${severity} | ${phase === 'audit' ? 'after the cluster is gone' : 'in the ready cluster'} | \`${interval}\` |`,
    '',
    '## Why',
    '',
    why,
    '',
    `Source: ${source}.`,
    '',
    '## Does not apply',
    '',
    ...(inapplicable.length === 0 ? ['It applies to every cell.'] : inapplicable.map(({ reason }) => `- ${reason}`)),
    '',
    '## Proven to fail',
    '',
    'Each of these faults of the rehearsal cloud turns it red, and a test asserts that:',
    '',
    ...faults.map((name) => `- \`${name}\`: ${effects.get(name) ?? 'unknown'}`),
    '',
    '## Try it',
    '',
    '```sh',
    `npm start -- --check ${id}`,
    `npm start -- --check ${id} --fault ${faults[0]}`,
    '```',
    '',
  ].join('\n')
}

/** The index of all pages. */
export const checkIndex = (checks: readonly Check[]): string =>
  [
    '# Checks',
    '',
    'Generated from the catalogue by `npm run docs`. Ids are immutable.',
    '',
    ...[...Map.groupBy(checks, ({ area }) => area)].flatMap(([area, own]) => [
      `## ${area}`,
      '',
      ...own.map(({ id, title }) => `- [${id}](${id}.md): ${title}`),
      '',
    ]),
  ].join('\n')
