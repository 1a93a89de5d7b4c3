/** What is under way, on stderr, with the seconds since the start. */
export const tell = (what: string): void => {
  process.stderr.write(`${(performance.now() / 1000).toFixed(1).padStart(7)} s  ${what}\n`)
}
