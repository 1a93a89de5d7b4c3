/** Where each create is noted before its request is sent; synchronous, and on the disk when it returns. */
export interface Recorder {
  /** `scope` is the project, `via` the request. Returns a token for what comes of it. */
  intent(intent: { kind: string; name: string; scope: string; via: string }): string
  created(token: string, id: string, requestId?: string): void
  /** Only for requests that certainly made nothing; an open intent must be looked for. */
  failed(token: string, reason: string): void
}
