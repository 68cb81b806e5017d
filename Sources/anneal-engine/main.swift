import AnnealCLI
import AnnealEngineCLI

EngineCommand.prepareProcess()
await CommandRunner.main(EngineCommand.self)
