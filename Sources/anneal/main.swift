import AnnealCLI

await CommandRunner.main(AnnealCommand.self)
