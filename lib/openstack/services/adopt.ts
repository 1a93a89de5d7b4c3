import type { Query, Resource } from '../types.ts'
import { ADOPTION, type AdoptionRule } from './adoption-rules.ts'
import { createdAt } from './created-at.ts'

/** How far the clocks of one cloud's hosts may be apart. */
const SLACK_MS = 60_000

export interface Lost {
  kind: string
  /** Of the request whose answer was lost. */
  body: Record<string, unknown>
  /** When it was sent, by the cloud's clock. */
  sentAt: number
}

/** The rule of a kind, if the body has what it needs. */
export const adoptionRule = (kind: string, body: Record<string, unknown>): AdoptionRule | undefined => {
  const rule = ADOPTION[kind]
  const mark = rule === undefined ? undefined : body[rule.mark]
  return mark === undefined || mark === null || mark === '' ? undefined : rule
}

/** The query that narrows the list in which it would be found. */
export const adoptionQuery = ({ filter = [] }: AdoptionRule, body: Record<string, unknown>): Query =>
  Object.fromEntries(filter.flatMap((name) => (isPlain(body[name]) ? [[name, body[name]] as const] : [])))

/** Those of a list that a request may have made: alike, and no older than it. */
export const madeBy = ({ body, sentAt }: Lost, rule: AdoptionRule, listed: readonly Resource[]): Resource[] =>
  listed.filter((resource) => {
    const age = createdAt(resource)
    return (
      (age === undefined || age >= sentAt - SLACK_MS) && rule.same.every((name) => equal(name, body, resource, rule))
    )
  })

const equal = (name: string, body: Record<string, unknown>, resource: Resource, { unique }: AdoptionRule): boolean => {
  const [wanted, got] = [body[name], resource[name]]
  if (wanted === undefined || wanted === null) return !unique || isEmpty(name, got)
  return String(wanted).toLowerCase() === String(got).toLowerCase()
}

// What Neutron fills in where a rule doesn't say.
const isEmpty = (name: string, got: unknown) => got === undefined || got === null || name === 'ethertype'

const isPlain = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'
