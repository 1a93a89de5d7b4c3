import { expect } from 'vitest'
import type { Answer } from '../../../fixtures/contract/kubernetes/api/types.ts'
import type { KubernetesContext } from '../../../fixtures/contract/kubernetes/case.ts'

/** Holds an answer against the Status that Kubernetes gives for a failure. */
export const expectFailure = (answer: Answer, code: number, reason: string, message?: string | RegExp): void => {
  const { status, body } = answer
  const shown = { http: status, status: body?.status, code: body?.code, reason: body?.reason, kind: body?.kind }
  expect(shown, answer.text).toEqual({ http: code, status: 'Failure', code, reason, kind: 'Status' })
  if (typeof message === 'string') expect(body.message).toBe(message)
  else if (message !== undefined) expect(body.message).toMatch(message)
}

/** Makes an object and gives it as it was answered; throws unless it is new. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
export const make = async ({ api }: KubernetesContext, collection: string, object: object): Promise<any> => {
  const answer = await api.ask('POST', collection, object)
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

/** The object at a path; throws unless it is there. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
export const get = async ({ api }: KubernetesContext, path: string): Promise<any> => {
  const answer = await api.ask('GET', path)
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}

/** Waits until nothing is at a path any more. */
export const gone = async ({ api, eventually }: KubernetesContext, path: string): Promise<void> => {
  await eventually(`${path} to be gone`, async () => (await api.ask('GET', path)).status === 404)
}

export const MERGE = { type: 'application/merge-patch+json' }
export const JSON_PATCH = { type: 'application/json-patch+json' }
export const STRATEGIC = { type: 'application/strategic-merge-patch+json' }

/** Options of a server-side apply. */
export const applyAs = (fieldManager: string, query: object = {}) => ({
  type: 'application/apply-patch+yaml',
  query: { fieldManager, ...query },
})
