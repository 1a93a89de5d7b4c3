import { expect, test } from 'vitest'
import { createRedactor } from './redact.ts'

const CANARY = 'canary-7f3a9c/secret+value'

test('a known secret is removed from text, also in base64 and URL encoding', () => {
  const redactor = createRedactor([CANARY])
  const text = `a ${CANARY} b ${Buffer.from(CANARY).toString('base64')} c ${encodeURIComponent(CANARY)}`
  expect(redactor.text(text)).not.toMatch(/canary|Y2FuYXJ5/)
})

test('a secret learned later is removed from then on', () => {
  const redactor = createRedactor()
  redactor.add(CANARY)
  expect(redactor.value({ deep: [{ note: `x${CANARY}x` }] })).toEqual({ deep: [{ note: 'x•••x' }] })
})

test('values of secret keys are masked whatever they are', () => {
  const masked = createRedactor().value({
    auth: { password: 'hunter2', 'X-Auth-Token': 'gAAAA' },
    user_data: 'I2Nsb3Vk',
    name: 'kept',
  })
  expect(masked).toEqual({ auth: { password: '•••', 'X-Auth-Token': '•••' }, user_data: '•••', name: 'kept' })
})

test('short values are not taken for secrets', () => {
  const redactor = createRedactor(['abc', ''])
  expect(redactor.text('abc is fine')).toBe('abc is fine')
})

test('the value that was given is left as it was', () => {
  const given = { password: 'hunter2' }
  createRedactor().value(given)
  expect(given.password).toBe('hunter2')
})
