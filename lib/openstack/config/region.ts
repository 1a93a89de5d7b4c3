import type { Problems } from './problems.ts'
import type { Provenance } from './provenance.ts'
import { type Settings, settingsOf } from './settings.ts'
import { isTree, type Tree } from './yaml-tree.ts'

export interface AskedRegion {
  /** Must be one of the regions that are written, or the one. */
  argument: string | undefined
  /** Must be one of `regions`; takes the place of `region_name`. */
  variable: string | undefined
}

interface Region {
  name: string
  values: Tree
  path: string
}

/** The values of the region to use, with `region_name`: the one asked for, else `region_name`, else the first of `regions`. */
export const chooseRegion = (
  written: Settings,
  asked: AskedRegion,
  origin: (path: string) => Provenance,
  problems: Problems,
): Settings => {
  const regions = listed(written.get('regions')?.value, problems)
  const configured = configuredNames(written.get('region_name')?.value, problems)
  const wanted = asked.argument ?? asked.variable ?? configured[0] ?? regions[0]?.name
  const valid = regions.length > 0 ? regions.map(({ name }) => name) : asked.argument === undefined ? [] : configured
  if (wanted === undefined) return new Map()
  if (valid.length > 0 && !valid.includes(wanted))
    problems.add('RegionInvalid', 'region_name', `one of ${valid.join(', ')}`, JSON.stringify(wanted))
  const region = regions.find(({ name }) => name === wanted)
  const from = configured[0] === wanted ? origin('region_name') : regionOrigin(origin, region?.path ?? 'regions')
  const values = region === undefined ? new Map() : valuesOf(region, origin)
  return new Map([...values, ['region_name', { value: wanted, from }]])
}

const regionOrigin = (origin: (path: string) => Provenance, path: string): Provenance => ({
  source: 'region',
  place: origin(path).place,
})

const valuesOf = ({ values, path }: Region, origin: (path: string) => Provenance): Settings =>
  settingsOf(values, (key) => regionOrigin(origin, `${path}.values.${key}`))

const listed = (regions: unknown, problems: Problems): Region[] => {
  if (regions === undefined) return []
  if (Array.isArray(regions)) return regions.map((region, index) => regionOf(region, index, problems))
  problems.add('RegionInvalid', 'regions', 'a list of names or of maps with name and values', 'something else')
  return []
}

const regionOf = (region: unknown, index: number, problems: Problems): Region => {
  const path = `regions.${index}`
  if (typeof region === 'string') return { name: region, values: {}, path }
  const { name, values = {}, ...others } = isTree(region) ? region : {}
  if (typeof name === 'string' && isTree(values) && Object.keys(others).length === 0) return { name, values, path }
  const found = isTree(region) ? `a map with ${Object.keys(region).join(', ') || 'nothing'}` : 'something else'
  problems.add('RegionInvalid', path, 'a name, or a map with name and values', found)
  return { name: '', values: {}, path }
}

const configuredNames = (value: unknown, problems: Problems): string[] => {
  if (value === undefined) return []
  const names = Array.isArray(value) ? value : String(value).split(',')
  if (names.length > 1) problems.warn('region_name', 'names several regions; list them under `regions` instead')
  if (!names.every((name) => typeof name === 'string'))
    problems.add('RegionInvalid', 'region_name', 'the name of a region', 'something else')
  return names.map(String)
}
