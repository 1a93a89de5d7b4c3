import { expect, test } from 'vitest'
import { createKeyedMutex } from './keyed-mutex.ts'

const gate = () => {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

test('Tasks of one key run one after the other, those of another beside them', async () => {
  const mutex = createKeyedMutex()
  const order: string[] = []
  const first = gate()
  const a = mutex.run('x', async () => {
    order.push('a')
    await first.opened
    order.push('a done')
  })
  const b = mutex.run('x', async () => void order.push('b'))
  await mutex.run('y', async () => void order.push('y'))
  first.open()
  await Promise.all([a, b])
  expect(order).toEqual(['a', 'y', 'a done', 'b'])
})

test('A task that fails lets the next one run', async () => {
  const mutex = createKeyedMutex()
  const failed = mutex.run('x', () => Promise.reject(new Error('no')))
  const next = mutex.run('x', async () => 'yes')
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('yes')
})

test.each(['before it is asked', 'while it waits'])('A task that is aborted %s never starts', async (when) => {
  const mutex = createKeyedMutex()
  const first = gate()
  const controller = new AbortController()
  const running = mutex.run('x', () => first.opened)
  const abort = () => controller.abort(new Error('called off'))
  if (when === 'before it is asked') abort()
  const started: string[] = []
  const second = mutex.run('x', async () => void started.push('second'), controller.signal)
  if (when === 'while it waits') abort()
  await expect(second).rejects.toThrow('called off')
  first.open()
  await running
  expect(await mutex.run('x', async () => started)).toEqual([])
})
