import type { VitestResult } from './from-vitest.ts'
import type { Attachment, Step } from './steps.ts'

/** Puts the wall's time of a test body onto the environment's clock, which a rehearsal runs faster. */
export interface TimeMap {
  wallStart: number
  start: number
  scale: number
}

/** The steps that the test body made, on the environment's clock. */
export const vitestSteps = (result: VitestResult, time: TimeMap): Step[] =>
  [...result.steps, ...result.attachments.map(asStep)].map((step) => moved(step, time))

/** Every attachment of a result, at any depth. */
export const attachmentsOf = (result: VitestResult): Attachment[] => [
  ...result.attachments,
  ...result.steps.flatMap(attachmentsOfStep),
]

const attachmentsOfStep = (step: Step): Attachment[] => [
  ...(step.attachments ?? []),
  ...(step.steps ?? []).flatMap(attachmentsOfStep),
]

/** allure-js writes an attachment as a step of the same name; the report shows it as a file. */
const asStep = (attachment: Attachment): Step => ({
  name: attachment.name,
  steps: [],
  attachments: [attachment],
  parameters: [],
})

const moved = (step: Step, time: TimeMap): Step => ({
  ...step,
  ...(step.start !== undefined && { start: move(step.start, time) }),
  ...(step.stop !== undefined && { stop: move(step.stop, time) }),
  steps: (step.steps ?? []).map((inner) => moved(inner, time)),
})

const move = (wall: number, { wallStart, start, scale }: TimeMap) => Math.round(start + (wall - wallStart) * scale)
