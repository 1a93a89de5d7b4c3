import type { Demand } from '../core/plan.ts'
import { ROOT_DISK_VARIABLES } from './axes-machines.ts'
import { type FlavorSize, flavorSize } from './flavors.ts'
import type { AxisValue, Place } from './types.ts'

const NOTHING: Demand = {
  servers: 0,
  cores: 0,
  ram: 0,
  volumes: 0,
  gigabytes: 0,
  networks: 0,
  subnets: 0,
  routers: 0,
  ports: 0,
  floatingIps: 0,
  loadBalancers: 0,
  securityGroups: 0,
  serverGroups: 0,
}

export const DEMAND_KEYS = Object.keys(NOTHING) as (keyof Demand)[]

/** What any cluster takes: its network with the ports of router and DHCP, and the provider's two security groups. */
const CLUSTER: Partial<Demand> = { networks: 1, subnets: 1, routers: 1, ports: 2, securityGroups: 2 }
/** Claims that checks hold at the same time: one that is moved, one that is deleted; 1 GiB each. */
const CLAIMS: Partial<Demand> = { volumes: 2, gigabytes: 2 }
/** A machine is replaced by adding the new one first. */
const SURGE = 1

/** What a cell needs at its peak. Of a flavor that is not called by the SCS standard only machines and ports are counted. */
export const demandOf = (place: Place, chosen: ReadonlyMap<string, AxisValue>): Demand => {
  const { flavors } = place.profile
  const count = (axis: string) => Number(chosen.get(axis)?.value ?? 0)
  const total = sum([
    CLUSTER,
    CLAIMS,
    machines(count('controlPlanes') + SURGE, flavors.controlPlane, rootDisk(place, chosen, 'controlPlane')),
    machines(count('workers'), flavors.worker, rootDisk(place, chosen, 'worker')),
  ])
  for (const { takes = {}, yawolMachines = 0 } of chosen.values()) {
    add(total, takes)
    // Their ports are in what the setting takes.
    if (yawolMachines > 0) add(total, { ...machines(yawolMachines, flavors.yawol, 0), ports: 0 })
  }
  return total
}

/** Adds demands up, key by key. */
export const sum = (parts: readonly Partial<Demand>[]): Demand => {
  const total = { ...NOTHING }
  for (const part of parts) add(total, part)
  return total
}

/** Adds one demand to another. */
export const add = (total: Demand, part: Partial<Demand>): void => {
  for (const key in part) total[key as keyof Demand] += part[key as keyof Demand]!
}

export type Limit = readonly [key: keyof Demand, limit: number]

/** What a quota limits; what isn't declared or negative is unlimited, as OpenStack has it. */
export const limitsOf = (quota: Partial<Demand>): Limit[] =>
  DEMAND_KEYS.flatMap((key) => ((quota[key] ?? -1) < 0 ? [] : [[key, quota[key]!] as const]))

/** The limits that a demand exceeds. */
export const excess = (demand: Demand, limits: readonly Limit[]): Limit[] =>
  limits.filter(([key, limit]) => demand[key] > limit)

const UNKNOWN: FlavorSize = { cores: 0, ram: 0, disk: 0 }

const machines = (count: number, flavor: string, disk: number): Partial<Demand> => {
  const { cores, ram } = flavorSize(flavor) ?? UNKNOWN
  return {
    servers: count,
    cores: count * cores,
    ram: count * ram,
    ports: count,
    volumes: disk > 0 ? count : 0,
    gigabytes: count * disk,
  }
}

// The class's own default counts where the cell leaves the variable alone.
const rootDisk = (place: Place, chosen: ReadonlyMap<string, AxisValue>, role: 'controlPlane' | 'worker'): number => {
  const variable = place.stack.clusterClass.variables.find(({ name }) => ROOT_DISK_VARIABLES[role].includes(name))
  if (variable === undefined) return 0
  const set = chosen.get('rootDisk')?.variables?.[variable.name]
  const value = typeof set === 'function' ? set(place) : set
  return Number(value ?? variable.default ?? 0)
}
