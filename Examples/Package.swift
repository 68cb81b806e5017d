// swift-tools-version: 6.1
// A separate package that depends on Anneal, with one folder per example.
import PackageDescription

let engine: [Target.Dependency] = [.product(name: "Anneal", package: "anneal")]

let package = Package(
  name: "AnnealExamples",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "anneal", path: "..")],
  targets: [
    .executableTarget(
      name: "SchedulesAlone", dependencies: [.product(name: "LearningRate", package: "anneal")]),
    .executableTarget(name: "FiveOptimizers", dependencies: engine),
    .executableTarget(name: "LSTMSeries", dependencies: engine),
    .executableTarget(name: "TransformerText", dependencies: engine),
    .executableTarget(name: "AdversarialPair", dependencies: engine),
    .executableTarget(name: "GroupsOfParameters", dependencies: engine),
    .executableTarget(name: "OwnParts", dependencies: engine),
    .executableTarget(name: "DeepGradients", dependencies: engine),
    .executableTarget(name: "FederatedAveraging", dependencies: engine),
    .executableTarget(name: "TwoLosses", dependencies: engine),
  ])
