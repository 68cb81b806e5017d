import AnnealCLI
import AnnealEngineCLI

CommandRunner.prepareProcess()
EngineCommand.prepareProcess()
await CommandRunner.mainAsynchronously(EngineCommand.self)
