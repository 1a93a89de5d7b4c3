import { dirname } from 'node:path'
import { expect } from 'vitest'
import type { KubernetesCase, KubernetesContext } from '../../../fixtures/contract/kubernetes/case.ts'
import { get, make } from './answers.ts'
import { configMap } from './objects.ts'
import { configMaps, core, deployments } from './paths.ts'

const TEMPLATE = `
apiVersion: v1
kind: ConfigMap
metadata: {name: "{{ .Release.Name }}"}
data: {value: "{{ .Values.value }}", namespace: "{{ .Release.Namespace }}"}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: "{{ .Release.Name }}"}
spec:
  replicas: 0
  selector: {matchLabels: {app: tiny}}
  template:
    metadata: {labels: {app: tiny}}
    spec: {containers: [{name: main, image: "registry.example.com/tiny:{{ .Values.value }}"}]}
`

/** helm with a tiny chart, in a namespace of the case's own. */
const open = async (context: KubernetesContext) => {
  const namespace = await context.namespace()
  const session = await context.tool('helm')
  await session.file('tiny/Chart.yaml', 'apiVersion: v2\nname: tiny\nversion: 0.1.0\n')
  await session.file('tiny/values.yaml', 'value: one\n')
  const chart = dirname(dirname(await session.file('tiny/templates/all.yaml', TEMPLATE)))
  const flags = ['--namespace', namespace]
  return {
    namespace,
    chart,
    file: session.file,
    run: (...args: string[]) => session.run(...args, ...flags),
    attempt: (...args: string[]) => session.attempt(...args, ...flags),
    value: async () => (await context.api.ask('GET', configMaps(namespace, 'release'))).body?.data?.value,
  }
}

/** What helm makes of it. */
export const HELM: readonly KubernetesCase[] = [
  {
    id: 'helm-01',
    title: 'upgrade --install installs and upgrades, rollback goes back, uninstall leaves nothing',
    needs: ['helm'],
    run: async (context) => {
      const { namespace, chart, run, value } = await open(context)
      await run('upgrade', '--install', 'release', chart, '--wait', '--timeout', '60s')
      expect(await value()).toBe('one')
      await run('upgrade', '--install', 'release', chart, '--set', 'value=two')
      expect(await value()).toBe('two')
      expect((await get(context, deployments(namespace, 'release'))).spec.template.spec.containers[0].image).toBe(
        'registry.example.com/tiny:two',
      )
      await run('rollback', 'release', '1')
      expect(await value()).toBe('one')
      const history = JSON.parse(await run('history', 'release', '-o', 'json'))
      expect(history.map(({ status }: { status: string }) => status)).toEqual(['superseded', 'superseded', 'deployed'])
      expect(JSON.parse(await run('list', '-o', 'json'))).toMatchObject([
        { name: 'release', revision: '3', status: 'deployed' },
      ])
      const { items } = await get(context, `${core(namespace, 'secrets')}?labelSelector=owner%3Dhelm`)
      expect(items.map(({ type }: { type: string }) => type)).toEqual(
        Array.from({ length: 3 }, () => 'helm.sh/release.v1'),
      )
      await run('uninstall', 'release', '--wait')
      expect(await value()).toBeUndefined()
      expect((await get(context, core(namespace, 'secrets'))).items).toEqual([])
    },
  },
  {
    id: 'helm-02',
    title: 'What is there and not of the release is not taken over',
    needs: ['helm'],
    run: async (context) => {
      const { namespace, chart, attempt, value } = await open(context)
      await make(context, configMaps(namespace), configMap('release', { value: 'mine' }))
      const refused = await attempt('upgrade', '--install', 'release', chart)
      expect(refused.code).toBe(1)
      expect(refused.stderr).toMatch(
        /ConfigMap "release" in namespace ".+" exists and cannot be imported into the current release: invalid ownership metadata/,
      )
      expect(await value()).toBe('mine')
    },
  },
  {
    id: 'helm-03',
    title: 'An upgrade that the API server refuses is failed, and --atomic goes back',
    needs: ['helm'],
    run: async (context) => {
      const { chart, run, attempt, file, value } = await open(context)
      await run('upgrade', '--install', 'release', chart)
      await file(
        'tiny/templates/bad.yaml',
        'apiVersion: v1\nkind: Service\nmetadata: {name: bad}\nspec: {ports: [{port: 70000}]}\n',
      )
      const failed = await attempt('upgrade', 'release', chart, '--set', 'value=two')
      expect(failed.code).toBe(1)
      expect(failed.stderr).toMatch(/Service \\?"bad\\?" is invalid: \[?spec\.ports\[0\]\.port: Invalid value: 70000/)
      expect(JSON.parse(await run('status', 'release', '-o', 'json')).info.status).toBe('failed')
      const atomic = await attempt('upgrade', 'release', chart, '--set', 'value=three', '--atomic', '--timeout', '60s')
      expect(atomic.code).toBe(1)
      expect(await value()).toBe('one')
    },
  },
  {
    id: 'helm-04',
    title: 'Hooks run before and after, and a type of a chart’s crds is there first',
    needs: ['helm', 'crds'],
    run: async (context) => {
      const { namespace, chart, run, file } = await open(context)
      const { group, widget, path } = await context.widgets()
      const hook = {
        ...configMap('hook', { a: '1' }),
        metadata: {
          name: 'hook',
          annotations: { 'helm.sh/hook': 'pre-install', 'helm.sh/hook-delete-policy': 'before-hook-creation' },
        },
      }
      await file('tiny/templates/hook.yaml', JSON.stringify(hook))
      await file('tiny/templates/widget.yaml', JSON.stringify(widget('charted', { size: 2 })))
      await run('upgrade', '--install', 'release', chart)
      expect((await get(context, configMaps(namespace, 'hook'))).data).toEqual({ a: '1' })
      const made = await get(context, path(namespace, 'charted'))
      expect([made.apiVersion, made.metadata.labels['app.kubernetes.io/managed-by']]).toEqual([`${group}/v1`, 'Helm'])
      await run('uninstall', 'release')
      expect((await context.api.ask('GET', path(namespace, 'charted'))).status).toBe(404)
    },
  },
]
