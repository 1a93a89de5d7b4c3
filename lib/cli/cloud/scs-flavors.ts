/** What the name of a flavor promises. */
export interface FlavorPromise {
  cpus: number
  /** GiB. */
  ram: number
  /** GB; undefined where the flavor has no disk of its own. */
  disk: number | undefined
}

/** A flavor as Nova lists it; `ram` in MiB. */
export interface ListedFlavor {
  name?: string
  vcpus?: number
  ram?: number
  disk?: number
}

export interface FlavorJudgement {
  mandatory: number
  missing: readonly string[]
  /** Names of the standard's form that promise something else than the flavor has. */
  untrue: readonly string[]
  /** Names that begin with `SCS-` and break the grammar. */
  malformed: readonly string[]
  others: number
}

/** SCS standard scs-0103-v1, "SCS Standard Flavors": what every cloud must offer. */
export const MANDATORY: readonly string[] = [
  'SCS-1L-1',
  'SCS-1V-2',
  'SCS-1V-4',
  'SCS-1V-8',
  'SCS-2V-4',
  'SCS-2V-4-20s',
  'SCS-2V-8',
  'SCS-2V-16',
  'SCS-4V-8',
  'SCS-4V-16',
  'SCS-4V-16-100s',
  'SCS-4V-32',
  'SCS-8V-16',
  'SCS-8V-32',
  'SCS-16V-32',
]

// SCS standard scs-0100-v3: CPU with its kind, memory, disk, and extensions for hypervisor, virtualisation, CPU, GPU, network.
const NAME =
  /^SCS-(?<cpus>\d+)[LVTC]i?-(?<ram>\d+(?:\.5)?)u?o?(?:-(?:(?<disks>\d+)x)?(?<disk>\d+)[nhsp]?)?(?:_(?:kvm|xen|vmw|hyv|bms))?(?:_hwv)?(?:_(?:[izar]\d*h*))?(?:_[Gg][NAI][a-z0-9-]*)?(?:_ib)?$/

/** What a name of the standard's grammar promises, or undefined. */
export const parseFlavor = (name: string): FlavorPromise | undefined => {
  const { cpus, ram, disks = '1', disk } = NAME.exec(name)?.groups ?? {}
  if (cpus === undefined) return undefined
  return { cpus: Number(cpus), ram: Number(ram), disk: disk === undefined ? undefined : Number(disks) * Number(disk) }
}

/** Holds a cloud's flavors against the standard. */
export const judgeFlavors = (flavors: readonly ListedFlavor[]): FlavorJudgement => {
  const names = new Set(flavors.map(({ name = '' }) => name))
  const standard = flavors.filter(({ name = '' }) => name.startsWith('SCS-'))
  return {
    mandatory: MANDATORY.length,
    missing: MANDATORY.filter((name) => !names.has(name)),
    untrue: standard.filter(isUntrue).map(({ name }) => name!),
    malformed: standard.filter(({ name }) => parseFlavor(name!) === undefined).map(({ name }) => name!),
    others: flavors.length - standard.length,
  }
}

const isUntrue = ({ name, vcpus, ram = 0, disk = 0 }: ListedFlavor): boolean => {
  const promised = parseFlavor(name!)
  if (promised === undefined) return false
  // The standard asks for at least that much disk, and for the very CPUs and memory.
  return vcpus !== promised.cpus || ram !== promised.ram * 1024 || disk < (promised.disk ?? 0)
}
