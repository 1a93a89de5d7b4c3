import type { Domain, ProjectRef, Scope, UserRef } from './auth.ts'
import type { AuthFields } from './auth-fields.ts'

/** `project` insists on a project (or a trust, which has one); `optional` takes any scope, and none. */
export type ScopeDemand = 'project' | 'optional'

/** What the token shall be for. Two scopes are a problem: Keystone would answer 400, or take one of them. */
export const scopeOf = (fields: AuthFields, demand: ScopeDemand): Scope => {
  const scopes = writtenScopes(fields)
  const names = scopes.map(({ key }) => key)
  if (scopes.length > 1)
    fields.problems.add('AuthScopeAmbiguous', `auth.${names[1]}`, 'one scope', `${names.length}: ${names.join(', ')}`)
  const scope = scopes[0]?.scope ?? 'unscoped'
  const enough = demand === 'optional' || (scope !== 'unscoped' && ('project' in scope || 'trust' in scope))
  if (!enough && scopes.length < 2)
    fields.problems.add(
      'AuthFieldMissing',
      'auth.project_name',
      'the project to work in (or project_id)',
      scope === 'unscoped' ? 'nothing' : `only the scope ${names[0]}`,
    )
  return scope
}

/** The keys of a scope that are written, for credentials that take none. */
export const SCOPE_KEYS = ['project_id', 'project_name', 'domain_id', 'domain_name', 'system_scope', 'trust_id']

const writtenScopes = (fields: AuthFields): { key: string; scope: Scope }[] => {
  const scopes: { key: string; scope: Scope }[] = []
  const project = projectOf(fields)
  if (project !== undefined) scopes.push({ key: 'id' in project ? 'project_id' : 'project_name', scope: { project } })
  const domain = plainDomain(fields, 'domain')
  if (domain !== undefined) scopes.push({ key: 'id' in domain ? 'domain_id' : 'domain_name', scope: { domain } })
  const trust = fields.get('trust_id')
  if (trust !== undefined) scopes.push({ key: 'trust_id', scope: { trust } })
  const system = fields.get('system_scope')
  if (system !== undefined) scopes.push({ key: 'system_scope', scope: { system: true } })
  if (system !== undefined && system !== 'all')
    fields.problems.add('ValueInvalid', 'auth.system_scope', 'all', JSON.stringify(system))
  return scopes
}

const projectOf = (fields: AuthFields): ProjectRef | undefined => {
  const id = fields.get('project_id')
  if (id !== undefined) return { id }
  const name = fields.get('project_name')
  return name === undefined ? undefined : { name, domain: domainOf(fields, 'project_domain') }
}

/** The user by id, or by name and domain. */
export const userOf = (fields: AuthFields): UserRef => {
  const id = fields.get('user_id')
  if (id !== undefined) return { id }
  return { name: fields.need('username', 'a user name (or user_id)'), domain: domainOf(fields, 'user_domain') }
}

/** Never guessed: Keystone has no default domain of its own, and another one may hold a user of the same name. */
const domainOf = (fields: AuthFields, whose: 'user_domain' | 'project_domain'): Domain => {
  const found = plainDomain(fields, whose) ?? plainDomain(fields, 'default_domain')
  if (found !== undefined) return found
  fields.problems.add('DomainMissing', `auth.${whose}_name`, `a domain, such as \`${whose}_name: Default\``, 'nothing')
  return { name: '' }
}

const plainDomain = (fields: AuthFields, prefix: string): Domain | undefined => {
  const id = fields.get(`${prefix}_id`)
  if (id !== undefined) return { id }
  const name = fields.get(`${prefix}_name`)
  return name === undefined ? undefined : { name }
}
