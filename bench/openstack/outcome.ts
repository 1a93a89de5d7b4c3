/** What a client shall do; the programs of other languages read it by these names. */
export interface OperationSpec {
  operation: 'ports' | 'rules' | 'gets'
  network: string
  securityGroup: string
  /** Ports on a page. */
  page: number
  rules: number
  gets: number
  /** Of the gets; rules are made and deleted one after the other. */
  concurrency: number
}

/** What a client says of the one operation of its process. */
export interface Outcome {
  /** What it has listed, made or got. */
  count: number
  /** Wall time of the operation alone: start, token and first connection are behind it. */
  ms: number
  /** Processor time of the operation. */
  cpuMs: number
  /** Processor time of the process from its start. */
  processCpuMs: number
  /** Peak resident memory of the process, KiB. */
  peakKib: number
}
