import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars']

/** A page in a headless browser. */
export interface BrowserPage {
  open(url: string, width: number, height: number): Promise<void>
  /** Evaluates an expression in the page; what it gives has to be JSON. */
  evaluate<T>(expression: string): Promise<T>
  /** What a person would see, as PNG. */
  screenshot(): Promise<Buffer>
  close(): Promise<void>
}

/** Where Chromium is, or undefined: tests that need it are skipped then. */
export const findChromium = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(':')
    .flatMap((dir) => NAMES.map((name) => join(dir, name)))
    .find((path) => existsSync(path))

/** Starts Chromium with a profile of its own and speaks the DevTools protocol with its first page. */
export const openBrowser = async (executable: string): Promise<BrowserPage> => {
  const profile = mkdtempSync(join(tmpdir(), 'stackproof-chromium-'))
  const args = [...FLAGS, ...QUIET, `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank']
  const child = spawn(executable, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const send = await connect(await debuggerAddress(child))
  await send('Page.enable')
  return {
    open: async (url, width, height) => {
      await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 600 })
      await send('Page.navigate', { url: 'about:blank' })
      await send('Page.navigate', { url })
      await until(send, "document.readyState === 'complete' && location.href !== 'about:blank'")
    },
    evaluate: (expression) => evaluate(send, expression),
    screenshot: async () => Buffer.from((await send('Page.captureScreenshot')).data as string, 'base64'),
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

type Send = (method: string, params?: object) => Promise<Record<string, unknown>>

const evaluate = async <T>(send: Send, expression: string): Promise<T> => {
  const answer = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })
  if (answer.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails))
  return (answer.result as { value: T }).value
}

const until = async (send: Send, condition: string) => {
  for (let i = 0; i < 600; i++) {
    if (await evaluate<boolean>(send, condition).catch(() => false)) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`expected ${condition} within 15 s`)
}

const debuggerAddress = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ''
    child.stderr!.on('data', (chunk) => {
      said += chunk
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.once('exit', () => reject(new Error(`expected Chromium to start, got: ${said.slice(-300)}`)))
  })

/** Commands go to the first page by way of its own socket; events are not needed and left out. */
const connect = async (browser: string): Promise<Send> => {
  const { host } = new URL(browser)
  const pages = (await (await fetch(`http://${host}/json/list`)).json()) as {
    type: string
    webSocketDebuggerUrl: string
  }[]
  const socket = new WebSocket(pages.find(({ type }) => type === 'page')!.webSocketDebuggerUrl)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  const waiting = new Map<number, (answer: Record<string, unknown>) => void>()
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: Record<string, unknown> }
    if (id !== undefined) waiting.get(id)?.(result ?? {})
  }
  let last = 0
  return (method, params = {}) =>
    new Promise((resolve) => {
      waiting.set(++last, resolve)
      socket.send(JSON.stringify({ id: last, method, params }))
    })
}
