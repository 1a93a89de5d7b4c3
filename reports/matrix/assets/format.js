/** `1h02m`, `4m05s`, `12.3s`, `250ms`. */
export const duration = (ms) => {
  if (ms < 1000) return `${Math.round(ms)}ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)}s`
  const total = Math.round(ms / 1000)
  const [h, m, s] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60]
  return h > 0 ? `${h}h${String(m).padStart(2, '0')}m` : `${m}m${String(s).padStart(2, '0')}s`
}

/** A number with as many digits as say something. */
export const short = (value) => Number(value.toPrecision(3)).toString()

/** `2026-11-22 08:00:00 UTC` */
export const moment = (time) => `${time.slice(0, 19).replace('T', ' ')} UTC`
