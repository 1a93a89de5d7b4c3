import { readAddons } from './addons.ts'
import { readClusterClass } from './cluster-class.ts'
import { readCsctl } from './csctl.ts'
import { recogniseEra } from './eras.ts'
import { expectationsOf } from './expectations.ts'
import { identify } from './identity.ts'
import { minorOf } from './names.ts'
import { readNodeImages } from './node-images.ts'
import type { StackTree } from './tree.ts'
import type { BrokenStack, ClusterClass, Stack, StackProblem, TreeFacts } from './types.ts'
import { readVersions } from './versions.ts'
import { parseYaml, pick } from './yaml.ts'

/** Reads one stack. What is wrong with it is in the result; only an unreadable disk throws. */
export const readStack = async (tree: StackTree): Promise<Stack | BrokenStack> => {
  const [csctl, klass, addons, images, versions, releasedAs, orcImage] = await Promise.all([
    tree.read('csctl.yaml').then((text) => readCsctl(tree.show('csctl.yaml'), parseYaml(text))),
    readClusterClass(tree),
    readAddons(tree),
    readNodeImages(tree),
    readVersions(tree),
    readReleasedAs(tree),
    findOrcImage(tree),
  ])
  const problems = [csctl, klass, addons, images, versions].flatMap((part) => part.problems)
  const { config } = csctl
  const identity = identify(tree.path, config)
  if (problems.length > 0 || klass.clusterClass === undefined) return broken(tree, config, identity.id, problems)
  const { clusterClass } = klass
  const facts = factsOf(tree, {
    perMinor: identity.perMinor,
    multiStage: addons.layout === 'multi-stage',
    orcImage,
    clusterClass,
  })
  return {
    id: identity.id,
    slug: identity.slug,
    dir: tree.dir,
    path: tree.path,
    ...config,
    minor: minorOf(config.kubernetes),
    era: recogniseEra(facts).id,
    layout: addons.layout,
    facts,
    clusterClass,
    addons: addons.addons,
    addonStages: addons.addonStages,
    nodeImages: images.nodeImages,
    versions: versions.versions,
    releasedAs,
    expectations: expectationsOf({ provider: config.provider, clusterClass, addons, nodeImages: images.nodeImages }),
  }
}

const broken = (
  { dir, path }: StackTree,
  { provider, name, kubernetes }: { provider: string; name: string; kubernetes: string },
  id: string,
  problems: StackProblem[],
): BrokenStack => ({
  id: provider !== '' && name !== '' ? id : path || '.',
  dir,
  path,
  provider,
  name,
  kubernetes,
  problems,
})

const factsOf = (
  tree: StackTree,
  known: { perMinor: boolean; multiStage: boolean; orcImage: TreeFacts['orcImage']; clusterClass: ClusterClass },
): TreeFacts => ({
  csctl: true,
  perMinor: known.perMinor,
  multiStage: known.multiStage,
  vendored: tree.files.some((file) => /^cluster-addon\/.*\.tgz$/.test(file)),
  nodeImages: tree.files.some((file) => /^node-images?[./]/.test(file)),
  orcImage: known.orcImage,
  versionsFile: tree.has('versions.yaml'),
  stackFile: tree.has('stack.yaml'),
  topologyApi: known.clusterClass.apiVersion,
})

const ORC_IMAGE = /^apiVersion: *openstack\.k-orc\.cloud\/[\s\S]*^kind: *Image\b/m

const findOrcImage = async (tree: StackTree): Promise<TreeFacts['orcImage']> => {
  const candidates = tree.files.filter((file) => /^(cluster-class\/templates\/)?[\w.-]*image[\w.-]*\.ya?ml$/.test(file))
  const texts = await Promise.all(candidates.map((file) => tree.read(file)))
  const places = candidates.filter((_, index) => ORC_IMAGE.test(texts[index]!))
  if (places.length === 0) return 'none'
  return places.some((file) => file.startsWith('cluster-class/')) ? 'class' : 'beside'
}

// Written by hand where it is in a source tree, and then the only place that says which release the tree became.
const readReleasedAs = async (tree: StackTree): Promise<string | null> => {
  if (!tree.has('metadata.yaml')) return null
  const version = pick(parseYaml(await tree.read('metadata.yaml')).data, ['versions', 'clusterStack'])
  return typeof version === 'string' ? version : null
}
