import { afterAll, expect, test } from 'vitest'
import { dirhash } from './dirhash.ts'
import { hashVersion, shortHash } from './hash-version.ts'
import { directoryWith, hasPublished, NO_PUBLISHED, PUBLISHED } from './testing/directories.ts'

const tree = directoryWith({
  'z.txt': 'one\n',
  'a/b/c.yaml': 'two\n',
  'a/.hidden': '',
  'a-b': 'x',
  'Ä.txt': 'ü',
  B: 'q',
})
afterAll(() => tree.remove())

// What golang.org/x/mod v0.17.0, sumdb/dirhash.HashDir(dir, "", DefaultHash) answers.
test('A directory has the same h1 hash as with Go, with hidden files, capitals and other than ASCII names.', async () => {
  expect(await dirhash(tree.dir)).toBe('h1:m1baGbx9ZdSpTOK29ebAPxu+Mk4TnzYSWERukFCkJyY=')
})

test('The version of hash mode are seven lower-case characters without slash, plus and equals sign.', async () => {
  expect(await hashVersion(tree.dir)).toBe('v0-sha.m1bagbx')
  expect(shortHash('h1:a/+=BCDEFGHIJ')).toBe('abcdefg')
})

test('A published stack has the hash version that csctl gives it.', async ({ skip }) => {
  skip(!hasPublished, NO_PUBLISHED)
  expect(await hashVersion(`${PUBLISHED}/2026-05-head/providers/openstack/scs2`)).toBe('v0-sha.azlfam7')
  expect(await hashVersion(`${PUBLISHED}/2024-04-wooctavia/providers/openstack/wooctavia/1-27`)).toBe('v0-sha.ravpnel')
})

test('A name with a line break is refused, as it would forge a line of the hash.', async () => {
  const odd = directoryWith({ 'a\nb': '' })
  await expect(dirhash(odd.dir)).rejects.toMatchObject({ code: 'E_STACK' })
  odd.remove()
})
