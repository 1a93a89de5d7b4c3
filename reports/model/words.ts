import type { Verdict } from '../../lib/core/verdict.ts'
import type { CellReport, RunReport } from './schema.ts'

/** One sign for each verdict, for plain text; they differ in shape, not only in colour. */
export const GLYPHS: Record<Verdict, string> = {
  passed: '✔',
  failed: '✘',
  'known-issue': '◆',
  'not-applicable': '–',
  blocked: '⊘',
  aborted: '⚠',
}

/** Axes that differ between the cells of this run, and so name them. */
export const varyingAxes = ({ axes }: RunReport): string[] =>
  axes.filter(({ values }) => values.length > 1).map(({ id }) => id)

/** A cell's settings on some axes: `octavia-ovn · yawol · controlPlanes 3`. */
export const settingsText = ({ settings }: CellReport, axes: readonly string[]): string =>
  axes.flatMap((axis) => (settings[axis] === undefined ? [] : [settingText(axis, settings[axis])])).join(' · ')

/** One setting; values that do not speak for themselves get the name of their axis. */
export const settingText = (axis: string, value: string | number | boolean): string =>
  typeof value === 'string' && value !== 'none' ? value : `${axis} ${value}`

/** `real` or the stamp, for titles. */
export const titleOf = ({ run }: RunReport): string => ['stackproof', run.stamp, run.id].filter(Boolean).join(' ')
