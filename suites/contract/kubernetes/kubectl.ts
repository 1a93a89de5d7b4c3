import { expect } from 'vitest'
import type { KubernetesCase, KubernetesContext } from '../../../fixtures/contract/kubernetes/case.ts'
import { get, MERGE, make } from './answers.ts'
import { configMap, deployment } from './objects.ts'
import { configMaps, core, deployments } from './paths.ts'
import { startServer, startTalker } from './running.ts'

/** kubectl in a namespace of the case's own. */
const open = async (context: KubernetesContext) => {
  const namespace = await context.namespace()
  const session = await context.tool('kubectl')
  const flags = ['--namespace', namespace]
  return {
    namespace,
    run: (...args: string[]) => session.run(...flags, ...args),
    attempt: (...args: string[]) => session.attempt(...flags, ...args),
    start: (...args: string[]) => session.start(...flags, ...args),
    file: session.file,
  }
}

/** What kubectl makes of it. */
export const KUBECTL: readonly KubernetesCase[] = [
  {
    id: 'kubectl-01',
    title: 'get prints tables, names, JSON, and paths into it',
    needs: ['kubectl'],
    run: async (context) => {
      const { namespace, run, attempt } = await open(context)
      await make(context, deployments(namespace), deployment('one'))
      expect(await run('get', 'deployments')).toMatch(
        /^NAME\s+READY\s+UP-TO-DATE\s+AVAILABLE\s+AGE\none\s+0\/0\s+0\s+0\s+\d+/,
      )
      expect(await run('get', 'deploy', '-o', 'wide')).toMatch(
        /one\s+0\/0\s+0\s+0\s+\S+\s+main\s+registry\.example\.com\/main:1\s+app=one/,
      )
      expect(await run('get', 'deployment.apps/one', '-o', 'name')).toBe('deployment.apps/one\n')
      expect(await run('get', 'deployment', 'one', '-o', 'jsonpath={.spec.replicas}')).toBe('0')
      const missing = await attempt('get', 'deployment', 'none')
      expect([missing.code, missing.stderr]).toEqual([
        1,
        'Error from server (NotFound): deployments.apps "none" not found\n',
      ])
      expect((await attempt('get', 'bogus')).stderr).toBe('error: the server doesn\'t have a resource type "bogus"\n')
      expect((await attempt('get', 'secrets')).stderr).toContain(`No resources found in ${namespace} namespace.`)
    },
  },
  {
    id: 'kubectl-02',
    title: 'apply --server-side makes, changes, and stops at what another manager has',
    needs: ['kubectl'],
    run: async (context) => {
      const { namespace, run, attempt, file } = await open(context)
      const apply = async (value: string, ...args: string[]) =>
        attempt('apply', '--server-side', ...args, '-f', await file(`${value}.json`, configMap('one', { a: value })))
      expect((await apply('1')).stdout).toBe('configmap/one serverside-applied\n')
      expect((await apply('2')).stdout).toBe('configmap/one serverside-applied\n')
      const other = await apply('3', '--field-manager=other')
      expect(other.code).toBe(1)
      expect(other.stderr).toContain('error: Apply failed with 1 conflict: conflict with "kubectl": .data.a')
      expect((await apply('3', '--field-manager=other', '--force-conflicts')).code).toBe(0)
      expect((await get(context, configMaps(namespace, 'one'))).data).toEqual({ a: '3' })
      expect(
        await run(
          'apply',
          '--server-side',
          '--dry-run=server',
          '--force-conflicts',
          '-f',
          await file('dry.json', configMap('one', { a: '4' })),
        ),
      ).toContain('serverside-applied (server dry run)')
    },
  },
  {
    id: 'kubectl-03',
    title: 'apply on the client’s side keeps what others wrote and removes what it had',
    needs: ['kubectl'],
    run: async (context) => {
      const { namespace, run, file } = await open(context)
      const apply = async (name: string, data: object) => run('apply', '-f', await file(name, configMap('one', data)))
      expect(await apply('1.json', { a: '1', b: '1' })).toBe('configmap/one created\n')
      await context.api.ask('PATCH', configMaps(namespace, 'one'), { data: { c: '1' } }, MERGE)
      expect(await apply('2.json', { a: '2' })).toBe('configmap/one configured\n')
      expect(await apply('2.json', { a: '2' })).toBe('configmap/one unchanged\n')
      expect((await get(context, configMaps(namespace, 'one'))).data).toEqual({ a: '2', c: '1' })
    },
  },
  {
    id: 'kubectl-04',
    title: 'diff says with its exit code whether there is one',
    needs: ['kubectl'],
    run: async (context) => {
      const { run, attempt, file } = await open(context)
      const one = await file('one.json', deployment('one'))
      await run('apply', '--server-side', '-f', one)
      expect((await attempt('diff', '--server-side', '-f', one)).code).toBe(0)
      const changed = await attempt(
        'diff',
        '--server-side',
        '-f',
        await file('two.json', deployment('one', {}, { paused: true })),
      )
      expect(changed.code).toBe(1)
      expect(changed.stdout).toMatch(/^\+ {2}paused: true$/m)
    },
  },
  {
    id: 'kubectl-05',
    title: 'wait returns when a condition, a field or an end has come, and says when it has not',
    needs: ['kubectl'],
    run: async (context) => {
      const { namespace, run, attempt } = await open(context)
      const { api } = context
      await make(context, configMaps(namespace), configMap('one', { a: '1' }, { finalizers: ['example.com/hold'] }))
      const field = run('wait', '--for=jsonpath={.data.a}=2', 'configmap/one', '--timeout=20s')
      await api.ask('PATCH', configMaps(namespace, 'one'), { data: { a: '2' } }, MERGE)
      expect(await field).toBe('configmap/one condition met\n')
      await api.ask('DELETE', configMaps(namespace, 'one'))
      const end = run('wait', '--for=delete', 'configmap/one', '--timeout=20s')
      await api.ask('PATCH', configMaps(namespace, 'one'), { metadata: { finalizers: null } }, MERGE)
      expect(await end).toMatch(/^(configmap\/one condition met\n)?$/)
      await make(context, deployments(namespace), deployment('two'))
      expect(await run('wait', '--for=condition=Available', 'deployment/two', '--timeout=20s')).toBe(
        'deployment.apps/two condition met\n',
      )
      const late = await attempt('wait', '--for=jsonpath={.spec.replicas}=7', 'deployment/two', '--timeout=1s')
      expect([late.code, late.stderr]).toEqual([1, 'error: timed out waiting for the condition on deployments/two\n'])
    },
  },
  {
    id: 'kubectl-06',
    title: 'delete waits until what it deletes is gone',
    needs: ['kubectl'],
    run: async (context) => {
      const { namespace, run, attempt } = await open(context)
      const { api } = context
      await make(context, configMaps(namespace), configMap('held', {}, { finalizers: ['example.com/hold'] }))
      const late = await attempt('delete', 'configmap', 'held', '--timeout=1s')
      expect([late.code, late.stdout]).toEqual([1, expect.stringMatching(/^configmap "held" deleted/)])
      expect(late.stderr).toContain('timed out waiting for the condition on configmaps/held')
      const deleting = run('delete', 'configmap', 'held', '--timeout=20s')
      await api.ask('PATCH', configMaps(namespace, 'held'), { metadata: { finalizers: null } }, MERGE)
      await deleting.catch(() => {})
      expect((await api.ask('GET', configMaps(namespace, 'held'))).status).toBe(404)
      expect(await run('delete', 'configmap', 'held', '--ignore-not-found')).toBe('')
      for (const name of ['a', 'b'])
        await make(context, core(namespace, 'secrets'), { metadata: { name, labels: { all: 'yes' } } })
      expect(await run('delete', 'secrets', '-l', 'all=yes')).toMatch(/^secret "a" deleted.*\nsecret "b" deleted.*\n$/)
    },
  },
  {
    id: 'kubectl-07',
    title: 'create, label, annotate, scale, patch and replace do what they say',
    needs: ['kubectl'],
    run: async (context) => {
      const { run, attempt, file } = await open(context)
      expect(await run('create', 'configmap', 'one', '--from-literal=a=1')).toBe('configmap/one created\n')
      expect((await attempt('create', 'configmap', 'one')).stderr).toContain('configmaps "one" already exists')
      expect(await run('label', 'configmap', 'one', 'l=m')).toBe('configmap/one labeled\n')
      expect((await attempt('label', 'configmap', 'one', 'l=n')).stderr).toContain(
        "'l' already has a value (m), and --overwrite is false",
      )
      expect(await run('annotate', 'configmap', 'one', 'x=y')).toBe('configmap/one annotated\n')
      expect(await run('patch', 'configmap', 'one', '-p', '{"data":{"a":"2"}}')).toBe('configmap/one patched\n')
      expect(await run('replace', '-f', await file('one.json', configMap('one', { a: '3' })))).toBe(
        'configmap/one replaced\n',
      )
      await run('apply', '-f', await file('deployment.json', deployment('two')))
      await run('patch', 'deployment', 'two', '-p', '{"spec":{"paused":true}}')
      expect(await run('scale', 'deployment/two', '--replicas=0')).toBe('deployment.apps/two scaled\n')
      expect(await run('set', 'image', 'deployment/two', 'main=registry.example.com/main:2')).toBe(
        'deployment.apps/two image updated\n',
      )
    },
  },
  {
    id: 'kubectl-08',
    title: 'explain, api-resources and a type of one’s own know each other',
    needs: ['kubectl', 'crds'],
    run: async (context) => {
      const { namespace, run, attempt, file } = await open(context)
      const { group, path, widget } = await context.widgets()
      expect(await run('explain', 'deployment.spec.replicas')).toContain('FIELD: replicas <integer>')
      expect(await run('api-resources', '--api-group', group, '-o', 'name')).toBe(`widgets.${group}\n`)
      await make(context, path(namespace), widget('one', { size: 3 }))
      expect(await run('get', `widgets.${group}`)).toMatch(/^NAME\s+SIZE\s+AGE\none\s+3\s+\d+/)
      expect(await run('explain', `widgets.spec.size`, `--api-version=${group}/v1`)).toContain('FIELD: size <integer>')
      const strict = await attempt('apply', '-f', await file('bad.json', widget('two', { size: 1, bogus: 1 })))
      expect(strict.stderr).toContain('strict decoding error: unknown field "spec.bogus"')
      const wrong = await attempt('apply', '-f', await file('wrong.json', widget('two', { size: 9 })))
      expect(wrong.stderr).toMatch(
        /^The Widget "two" is invalid: spec\.size: Invalid value: 9: spec\.size in body should be less than or equal to 5\n$/,
      )
    },
  },
  {
    id: 'kubectl-09',
    title: 'auth can-i and auth whoami tell who asks and what he may',
    needs: ['kubectl'],
    run: async (context) => {
      const { run } = await open(context)
      expect(await run('auth', 'can-i', 'create', 'configmaps')).toBe('yes\n')
      expect(await run('auth', 'whoami')).toMatch(/^ATTRIBUTE\s+VALUE\s*\nUsername\s+\S+/)
    },
  },
  {
    id: 'kubectl-10',
    title: 'logs prints what the container said',
    needs: ['kubectl', 'image'],
    run: async (context) => {
      const { namespace, run, attempt } = await open(context)
      await startTalker(context, namespace)
      expect(await run('logs', 'talker')).toBe('one\ntwo\nthree\n')
      expect(await run('logs', 'talker', '--tail=2')).toBe('two\nthree\n')
      expect(await run('logs', '-l', 'app=talker', '--follow')).toBe('one\ntwo\nthree\n')
      expect((await attempt('logs', 'talker', '-c', 'other')).stderr).toContain(
        'container other is not valid for pod talker',
      )
    },
  },
  {
    id: 'kubectl-11',
    title: 'port-forward brings connections to a pod, one after another',
    needs: ['kubectl', 'image'],
    run: async (context) => {
      const { namespace, start } = await open(context)
      await startServer(context, namespace)
      const forward = start('port-forward', 'pod/server', ':8080')
      context.undo(async () => forward.kill())
      const port = await new Promise<string>((resolve) =>
        forward.stdout!.on('data', (chunk) => resolve(/127\.0\.0\.1:(\d+)/.exec(String(chunk))?.[1] ?? '')),
      )
      for (const path of ['/one', '/two']) {
        const answer = (await (await fetch(`http://127.0.0.1:${port}${path}`)).json()) as { url: string }
        expect(answer.url).toBe(path)
      }
    },
  },
]
