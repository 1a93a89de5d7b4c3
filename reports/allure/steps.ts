import { formatDuration } from '../../lib/core/duration.ts'
import type { WaitReport } from '../model/schema.ts'
import type { AllureStatus } from './status.ts'

export interface Attachment {
  name: string
  source: string
  type: string
}

export interface Step {
  name: string
  status?: AllureStatus
  stage?: string
  start?: number
  stop?: number
  statusDetails?: { message?: string }
  steps: Step[]
  attachments: Attachment[]
  parameters: { name: string; value: string }[]
}

const OUTCOMES: Record<string, AllureStatus> = { reached: 'passed', timeout: 'failed', terminal: 'failed' }

/** A wait as a step, with a step for every state that it saw. */
export const waitStep = ({ goal, outcome, startedAt, durationMs, observations }: WaitReport): Step => {
  const start = Date.parse(startedAt)
  const ends = [...observations.slice(1).map(({ afterMs }) => afterMs), durationMs]
  const states = observations.map(({ afterMs, state }, i) =>
    step(`${formatDuration(afterMs)}  ${state}`, 'passed', start + afterMs, start + ends[i]!),
  )
  const status = OUTCOMES[outcome] ?? 'broken'
  return { ...step(`wait for ${goal}: ${outcome}`, status, start, start + durationMs), steps: states }
}

const step = (name: string, status: AllureStatus, start: number, stop: number): Step => ({
  name,
  status,
  stage: 'finished',
  start,
  stop,
  steps: [],
  attachments: [],
  parameters: [],
})
