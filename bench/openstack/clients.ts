import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { codeOf, describeError } from '../../lib/core/errors.ts'
import { type Command, runProcess } from './process.ts'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))

/** A program that does one operation and says what it took; or why it can't be run here. */
export interface Client {
  name: 'stackproof' | 'gophercloud' | 'openstacksdk'
  command?: Pick<Command, 'command' | 'args'>
  version?: string
  missing?: string
}

/** All clients that are compared; `folder` gets the program that is built. */
export const findClients = async (folder: string): Promise<Client[]> => [
  {
    name: 'stackproof',
    command: {
      command: process.execPath,
      // Flags as ours, which are those that the command line starts with.
      args: [...process.execArgv, join(FOLDER, 'worker.ts')],
    },
    version: `Node ${process.versions.node}`,
  },
  await attempt('gophercloud', () => buildGophercloud(folder)),
  await attempt('openstacksdk', findOpenstacksdk),
]

const attempt = async (name: Client['name'], find: () => Promise<Omit<Client, 'name'>>): Promise<Client> => {
  try {
    return { name, ...(await find()) }
  } catch (error) {
    return { name, missing: `${codeOf(error)}: ${describeError(error)}` }
  }
}

const buildGophercloud = async (folder: string) => {
  const program = join(folder, 'gophercloud')
  await runProcess({ command: 'go', args: ['build', '-o', program, '.'], cwd: join(FOLDER, 'gophercloud') })
  const { stdout } = await runProcess({ command: 'go', args: ['version', '-m', program] })
  const version = /gophercloud\/v2\s+(\S+)/.exec(stdout)?.[1] ?? 'unknown version'
  return { command: { command: program, args: [] }, version }
}

const VERSION =
  'import openstack, platform; print(openstack.version.__version__ + ", Python " + platform.python_version())'

// Debian's own first: a Python that somebody put before it in PATH has other packages.
const findOpenstacksdk = async () => {
  const args = [join(FOLDER, 'openstacksdk.py')]
  for (const command of ['/usr/bin/python3', 'python3'])
    try {
      const { stdout } = await runProcess({ command, args: ['-c', VERSION] })
      return { command: { command, args }, version: stdout.trim() }
    } catch {}
  return { missing: 'no Python here has it (Debian: python3-openstacksdk)' }
}
