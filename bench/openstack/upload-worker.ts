import { readFileSync } from 'node:fs'
import { connectOpenStack } from '../../lib/openstack/connect.ts'
import { fileUpload } from '../../lib/openstack/upload-file.ts'

export interface UploadSpec {
  file: string
  image: string
}

export interface UploadOutcome {
  ms: number
  cpuMs: number
  /** Peak resident memory before the first byte and after the last, KiB. */
  baseKib: number
  peakKib: number
}

/** One upload by our own client, from the first byte until Glance's answer is proven. */
const main = async () => {
  const { file, image }: UploadSpec = JSON.parse(process.env.BENCH_SPEC!)
  const cloud = await connectOpenStack({ cloud: process.env.OS_CLOUD! })
  await cloud.image.images.get(image)
  const baseKib = peakKib()
  const before = process.cpuUsage()
  const start = performance.now()
  await cloud.image.upload(image, fileUpload(file))
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  await cloud.close()
  const outcome: UploadOutcome = { ms, cpuMs: (user + system) / 1000, baseKib, peakKib: peakKib() }
  console.log(JSON.stringify(outcome))
}

const peakKib = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1])

await main()
