import { type Command, Option } from 'commander'
import { collect, FORMATS, integer } from './options.ts'

type Done = (exitCode: number) => void

/** All verbs. Each action is loaded when it is called, so that `--help` and short verbs start fast. */
export const addVerbs = (program: Command, done: Done): void => {
  addRehearse(program, done)
  addRun(program, done)
  addPlan(program, done)
  addReport(program, done)
  addStanding(program, done)
  addLooks(program, done)
  addCloud(program, done)
  addTools(program, done)
}

const addRehearse = (program: Command, done: Done) =>
  selection(runOptions(program.command('rehearse')))
    .description('run a matrix against the embedded rehearsal cloud; no Docker, no cloud, no evidence')
    .option(
      '--fault <name[@cell]>',
      'plant a fault, everywhere or in the cells of a glob (see `stackproof rehearse --list-faults`)',
      collect,
      [],
    )
    .option('--list-faults', 'list the faults that can be planted')
    .option('--seed <n>', 'seed of the world', integer)
    .option('--scale <n>', 'how many times faster than the wall its clock runs', integer)
    .option('--join <dir>', 'take part in the world of another rehearsal: the folder of a run that is at work')
    .action(async (options) => done(await (await import('./rehearse.ts')).rehearse(options)))

const addRun = (program: Command, done: Done) =>
  selection(runOptions(program.command('run')))
    .description('run a matrix on real clouds')
    .option('--cloud <name>', 'cloud of clouds.yaml; may be repeated', collect, [])
    .action(async (options) => done(await (await import('./real-run.ts')).realRun(options)))

const addPlan = (program: Command, done: Done) =>
  selection(program.command('plan'))
    .description('show cells, exclusions with reasons, demand and schedule; start nothing')
    .option('--config <file>', 'stackproof.yaml to read')
    .option('--cloud <name>', 'cloud of clouds.yaml, or `rehearsal`; may be repeated', collect, [])
    .option('--json', 'as data')
    .action(async (options) => done(await (await import('./plan.ts')).plan(options)))

const addReport = (program: Command, done: Done) =>
  program
    .command('report <run>')
    .description('write the reports of a run folder again, also of a run that was killed')
    .option('--format <name>', `only this report: ${FORMATS.join(', ')}; may be repeated`, collect, [])
    .option('--no-allure', 'leave the Allure report out')
    .option('--runs <dir>', 'folder of run folders')
    .option('--json', 'print the report as data')
    .action(async (run, options) => done(await (await import('./report.ts')).report(run, options)))

const addStanding = (program: Command, done: Done) => {
  program
    .command('status [run]')
    .description('how a run stands: the one that is named, else the last one')
    .option('--follow', 'go on showing it until it ends')
    .option('--runs <dir>', 'folder of run folders')
    .option('--json', 'as data')
    .action(async (run, options) => done(await (await import('./status.ts')).status(run, options)))
  program
    .command('resume <run>')
    .description('go on with a run: verdicts that stand stay, the rest is run')
    .option('--only-failed', 'leave known issues alone')
    .option('--all', 'run everything once more')
    .option('--parallel <n>', 'cells at the same time', integer)
    .addOption(new Option('--keep <when>', 'keep clusters instead of deleting them').choices(KEEP))
    .option('--runs <dir>', 'folder of run folders')
    .option('--json', 'print the report as data at the end')
    .action(async (run, options) => done(await (await import('./resume.ts')).resume(run, options)))
  program
    .command('janitor')
    .description('remove what runs have left in clouds; says what it would do unless --yes is given')
    .option('--run <id>', 'what this run has made')
    .option('--older-than <duration>', 'what runs made that are older, such as 6h')
    .option('--cloud <name>', 'cloud of clouds.yaml; may be repeated', collect, [])
    .option('--config <file>', 'stackproof.yaml to read')
    .option('--yes', 'really delete')
    .option('--runs <dir>', 'folder of run folders')
    .option('--json', 'as data')
    .action(async (options) => done(await (await import('./janitor.ts')).janitor(options)))
}

const KEEP = ['never', 'on-failure', 'always']

const addLooks = (program: Command, done: Done) => {
  program
    .command('stacks <dir>')
    .description('list the stacks in a directory')
    .option('--json', 'as data')
    .action(async (dir, options) => done(await (await import('./stacks.ts')).stacks(dir, options)))
  program
    .command('checks [id]')
    .description('list the checks, or explain one')
    .option('--json', 'as data')
    .action(async (id, options) => done(await (await import('./checks.ts')).checks(id, options)))
  program
    .command('doctor')
    .description('say what can be run here, what is missing and how to get it')
    .option('--config <file>', 'stackproof.yaml to read')
    .option('--json', 'as data')
    .action(async (options) => done(await (await import('./doctor.ts')).doctor(options)))
}

const addCloud = (program: Command, done: Done) =>
  program
    .command('cloud <name> [action]')
    .description('say what a cloud is; `inventory`: what is in its project; `purge`: delete what a run left there')
    .option('--run <id>', 'what belongs to this run')
    .option('--all', 'purge: everything in the project that nothing protects')
    .option('--with-user', "purge --all: the user's keypairs and application credentials too")
    .option('--yes', 'purge: do it; without, it is only said what would be deleted')
    .option('--config <file>', 'stackproof.yaml to read')
    .option('--json', 'as data')
    .action(async (name, action, options) => done(await (await import('./cloud/verb.ts')).cloud(name, action, options)))

const addTools = (program: Command, done: Done) =>
  program
    .command('tools <action> [names...]')
    .description(
      '`list`: the tools of real runs and where they stand; `install`: bring what is missing; `images`: every image, chart and manifest that is fetched',
    )
    .option('--dir <dir>', 'where tools are installed; the default is in your data directory')
    .option('--offline', 'install: ask nothing of the network')
    .option('--generation <id>', 'images: of one generation of operators')
    .option('--config <file>', 'stackproof.yaml to read')
    .option('--json', 'as data')
    .action(async (action, names, options) =>
      done(await (await import('./tools/verb.ts')).tools(action, names, options)),
    )

const selection = (command: Command) =>
  command
    .option('--stacks <dir>', 'directory of stacks; the default is a small repository of our own')
    .addOption(new Option('--strategy <name>', 'how much of the matrix').choices(['smoke', 'pairwise', 'full']))
    .option('--cell <glob>', 'only cells whose id matches; may be repeated', collect, [])
    .option('--stack <glob>', 'only stacks whose id matches; may be repeated', collect, [])
    .option('--setting <axis=value>', 'only cells with this setting; may be repeated', collect, [])
    .option('--shard <i/n>', 'the i-th of n parts of the plan')

const runOptions = (command: Command) =>
  command
    .option('--config <file>', 'stackproof.yaml to read')
    .option('--area <name>', 'only checks of an area; may be repeated', collect, [])
    .option('--check <id>', 'only these checks; may be repeated', collect, [])
    .option('--parallel <n>', 'cells at the same time', integer)
    .addOption(new Option('--keep <when>', 'keep clusters instead of deleting them').choices(KEEP))
    .option('--runs <dir>', 'folder for run folders')
    .option('--no-allure', 'leave the Allure report out')
    .option('--json', 'print the report as data at the end')
