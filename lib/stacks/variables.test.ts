import { expect, test } from 'vitest'
import { indentStrings, neutralise } from './template.ts'
import { readVariables } from './variables.ts'

const read = (text: string) => readVariables('class.yaml', indentStrings(text))

test('Variables are read with type, default, description and enum, and with the line they stand in.', () => {
  const { variables, problems } = read(`spec:
  variables:
    - name: apiServerLoadBalancer
      required: false
      schema:
        openAPIV3Schema:
          type: string
          enum: [none, octavia-ovn]
          default: octavia-ovn
          description: |
            What stands in front of the API.
    - name: data_store
      required: true
      schema:
        openAPIV3Schema: {type: string}
  patches: []
`)
  expect(problems).toEqual([])
  expect(variables).toEqual([
    {
      name: 'apiServerLoadBalancer',
      type: 'string',
      required: false,
      default: 'octavia-ovn',
      description: 'What stands in front of the API.',
      enum: ['none', 'octavia-ovn'],
      line: 3,
    },
    { name: 'data_store', type: 'string', required: true, line: 12 },
  ])
})

test('A description that goes on at the left margin, as in the published stacks, does not end the variables.', () => {
  const { variables, problems } = read(`spec:
  variables:
    - name: oidc
      schema:
        openAPIV3Schema:
          type: object
          description: "Prefix of names (such as system: users). For example
oidc: makes names like oidc:jane,
- switches that off."
    - name: last
      schema:
        openAPIV3Schema: {type: integer, default: 3}
`)
  expect(problems).toEqual([])
  expect(variables.map(({ name }) => name)).toEqual(['oidc', 'last'])
  expect(variables[1]).toMatchObject({ default: 3 })
})

test('Templates in and around values stay text.', () => {
  expect(
    neutralise(
      'a: {{ .Values.x }}\n{{- if .y }}\nb: {{ `\'{{ eq .z "q" }}\'` }}\nc: pre-{{ .w }}\n- {{ .v }}\n{{- end }}',
    ),
  ).toBe("a: '{{ .Values.x }}'\n\nb: '{{ `''{{ eq .z \"q\" }}''` }}'\nc: pre-{{ .w }}\n- '{{ .v }}'\n")
  const { variables } = read(
    'spec:\n  variables:\n    - name: x\n      schema:\n        openAPIV3Schema:\n          default: {{ .Values.x }}\n',
  )
  expect(variables[0]).toMatchObject({ name: 'x', default: '{{ .Values.x }}' })
})

test('A list without names and text that is no YAML are problems with file and line.', () => {
  expect(read('spec:\n  variables:\n    - schema: {}\n').problems).toMatchObject([
    { file: 'class.yaml', line: 3, key: 'spec.variables.0.name' },
  ])
  expect(read('spec:\n  variables:\n    - name: [\n').problems).toMatchObject([{ expected: 'valid YAML' }])
  expect(read('spec:\n  variables:\n    a: 1\n').problems).toMatchObject([
    { key: 'spec.variables', expected: 'a list of variables' },
  ])
})
