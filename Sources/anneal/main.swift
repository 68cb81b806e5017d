import AnnealCLI

CommandRunner.prepareProcess()
CommandRunner.main(AnnealCommand.self)
