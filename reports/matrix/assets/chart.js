import { el, svg } from './dom.js'
import { duration, short } from './format.js'

const W = 640
const H = 150
const LEFT = 52
const BOTTOM = 22

/** A series over time as a curve, with its value as a level. */
export const chart = ({ key, value, unit, series }) => {
  const xs = series.map(([x]) => x)
  const high = Math.max(...series.map(([, y]) => y), value) * 1.1 || 1
  const first = Math.min(...xs)
  const span = Math.max(...xs) - first || 1
  const px = (x) => LEFT + ((x - first) / span) * (W - LEFT - 8)
  const py = (y) => 8 + (1 - y / high) * (H - BOTTOM - 8)
  const points = series.map(([x, y]) => `${px(x).toFixed(1)},${py(y).toFixed(1)}`)
  const base = py(0)
  return el(
    'figure',
    { style: 'margin:0' },
    svg(
      'svg',
      { class: 'chart', viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': `${key} over ${duration(span)}` },
      svg('line', { class: 'axis', x1: LEFT, x2: W - 8, y1: base, y2: base }),
      svg('polygon', { class: 'fill', points: `${px(first)},${base} ${points.join(' ')} ${px(first + span)},${base}` }),
      svg('polyline', { class: 'curve', points: points.join(' ') }),
      svg('line', { class: 'level', x1: LEFT, x2: W - 8, y1: py(value), y2: py(value) }),
      svg('text', { x: LEFT - 6, y: py(value) + 3, 'text-anchor': 'end' }, `${short(value)} ${unit}`),
      svg('text', { x: LEFT - 6, y: base + 3, 'text-anchor': 'end' }, '0'),
      svg('text', { x: LEFT, y: H - 6 }, duration(first)),
      svg('text', { x: W - 8, y: H - 6, 'text-anchor': 'end' }, duration(first + span)),
    ),
  )
}
