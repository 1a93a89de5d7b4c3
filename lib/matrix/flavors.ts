/** What a flavor gives, as far as its name tells (SCS flavor naming standard, scs-0100). RAM in MiB, disk in GiB. */
export interface FlavorSize {
  cores: number
  ram: number
  /** 0 without a disk of its own: such machines must boot from a volume. */
  disk: number
}

// SCS-<n><cpu kind and security>-<GiB>[u][o][-[<m>x]<GB><kind>][_extensions]
const NAME = /^SCS-(\d+)[LVTC]i?-(\d+(?:\.\d+)?)u?o?(?:-(?:(\d+)x)?(\d+)[nhsp]?)?(?:_.*)?$/

/** Reads an SCS flavor name. Undefined for others: of those only the cloud itself knows. */
export const flavorSize = (name: string): FlavorSize | undefined => {
  const [found, cores, ram, disks, disk] = NAME.exec(name) ?? []
  if (found === undefined) return undefined
  return { cores: Number(cores), ram: Number(ram) * 1024, disk: Number(disks ?? 1) * Number(disk ?? 0) }
}
