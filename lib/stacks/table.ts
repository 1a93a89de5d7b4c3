import type { Discovery, Stack } from './types.ts'

/** The stacks of a directory as a text table, with what could not be read beneath. */
export const describeStacks = ({ dir, stacks, broken, problems, passedOver }: Discovery): string =>
  [
    ...table([HEAD, ...stacks.map(row)]),
    ...section(
      `${broken.length} can't be read:`,
      problems.map(({ file, line, reason }) => `${file}${line === undefined ? '' : `:${line}`}  ${reason}`),
    ),
    ...section(
      `${passedOver.length} passed over:`,
      passedOver.map(({ path, reason }) => `${path}  ${reason}`),
    ),
    '',
    `${stacks.length + broken.length} stacks in ${dir}`,
  ].join('\n')

const HEAD = ['STACK', 'KUBERNETES', 'ERA', 'ADDONS', 'VARIABLES', 'NODE IMAGE', 'DEFAULT STORAGE CLASS']

const row = ({ id, kubernetes, era, addons, layout, clusterClass, expectations, facts }: Stack): string[] => [
  id,
  kubernetes,
  era,
  `${addons.length} (${layout})`,
  String(clusterClass.variables.length),
  expectations.noProvider ? (facts.orcImage === 'none' ? "the cloud's" : `ORC (${facts.orcImage})`) : 'imported',
  expectations.defaultStorageClass ?? 'none',
]

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]

/** Rows as lines with aligned columns. */
export const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)))
  return rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
}
