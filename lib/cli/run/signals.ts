/** Says which signal ended a run; the reason of the abort. */
export class Interrupted extends Error {
  override readonly name = 'AbortError'
  readonly signal: NodeJS.Signals

  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`)
    this.signal = signal
  }
}

/**
 * Wall milliseconds. A signal to a process group comes twice or three times: to us, and again from npm and from the process
 * that started us, which hand it on. That is nobody's second Ctrl-C.
 */
const ECHO_MS = 500

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const

/** The first SIGINT or SIGTERM unwinds in order, the second ends at once: then the janitor does what is left. */
export const onInterrupt = (
  say: (text: string) => void,
  doing = 'ending in order (teardown, audit, report); once more ends at once and leaves the rest to the janitor',
  again = 'ending at once; the janitor removes what is there and writes janitor.log in the run folder',
): { signal: AbortSignal; exitCode(): number | null; release(): void } => {
  const controller = new AbortController()
  let first = 0
  const handle = (name: 'SIGINT' | 'SIGTERM') => {
    if (controller.signal.aborted && performance.now() - first < ECHO_MS) return
    if (controller.signal.aborted) {
      say(`${name} again: ${again}`)
      process.exit(EXIT_CODES[name])
    }
    first = performance.now()
    say(`${name}: ${doing}`)
    controller.abort(new Interrupted(name))
  }
  process.on('SIGINT', handle)
  process.on('SIGTERM', handle)
  return {
    signal: controller.signal,
    exitCode: () =>
      controller.signal.aborted ? EXIT_CODES[(controller.signal.reason as Interrupted).signal as 'SIGINT'] : null,
    release: () => {
      process.off('SIGINT', handle)
      process.off('SIGTERM', handle)
    },
  }
}
