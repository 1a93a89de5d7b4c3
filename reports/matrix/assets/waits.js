import { el } from './dom.js'
import { duration } from './format.js'

/** What a check waited for, and every state that it saw. */
export const waitBox = ({ goal, outcome, durationMs, observations }) =>
  el(
    'div',
    { class: 'waitbox' },
    el(
      'p',
      {},
      `${goal}: `,
      outcome === 'reached' ? outcome : el('b', { class: 's-leaked' }, outcome),
      ` after ${duration(durationMs)}`,
    ),
    el(
      'ol',
      { class: 'states' },
      observations.map(({ afterMs, state }) => el('li', {}, el('time', {}, duration(afterMs)), ` ${state}`)),
    ),
  )
