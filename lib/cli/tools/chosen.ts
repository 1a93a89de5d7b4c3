import { StackproofError } from '../../core/errors.ts'
import { nearest } from '../../core/nearest.ts'
import type { ToolPin } from '../../tools/pin-types.ts'
import { TOOL_PINS } from '../../tools/pins.ts'

/** The pins that a command line names, `clusterctl` or `clusterctl@v1.11.11`; none named means the first of each name. */
export const chosenPins = (names: readonly string[], pins: readonly ToolPin[] = TOOL_PINS): ToolPin[] => {
  const all = [...new Set(pins.map(({ name }) => name))]
  return (names.length === 0 ? all : names).map((text) => {
    const [name = '', version] = text.split('@')
    const ofName = pins.filter((pin) => pin.name === name)
    const pin = version === undefined ? ofName[0] : ofName.find((one) => one.version === version)
    if (pin !== undefined) return pin
    throw new StackproofError('E_USAGE', `expected a tool that is pinned, got ${text}`, {
      hint:
        ofName.length > 0
          ? `Versions of ${name}: ${ofName.map((one) => one.version).join(', ')}`
          : didYouMean(name, all),
    })
  })
}

const didYouMean = (name: string, all: readonly string[]) => {
  const near = nearest(name, all)
  return `${near === undefined ? '' : `Did you mean ${near}? `}Tools: ${all.join(', ')}`
}
