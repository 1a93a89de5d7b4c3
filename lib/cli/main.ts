import { Command, CommanderError } from 'commander'
import { failureOutput } from './failure.ts'
import { addVerbs } from './verbs.ts'

/** Parses the command line and ends with the exit code of the verb: 0, 1, 2, 3, 4, 130 or 143 (docs/exit-codes.md). */
export const main = async (argv: readonly string[]): Promise<number> => {
  const program = new Command('stackproof')
    .description(
      'Proves cluster stacks: every stack, every combination of settings, every cloud, and nothing left behind.',
    )
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ sortSubcommands: false })
  let code = 0
  addVerbs(program, (result) => {
    code = result
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    // Commander has written its own message, help or version by then.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const { text, exitCode } = failureOutput(error)
    console.error(text)
    return exitCode
  }
}

process.exitCode = await main(process.argv.slice(2))
