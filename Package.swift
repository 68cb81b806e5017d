// swift-tools-version: 6.1
import PackageDescription

// libtorch is reached through the `.torch` link that `make` puts beside this file.
let torch = Context.packageDirectory + "/.torch"

// Loops for processors with wider registers; which ones run is decided when they do.
#if arch(x86_64)
  let avx2: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-mavx2"])]
#else
  let avx2: [SwiftSetting] = []
#endif

let package = Package(
  name: "anneal",
  platforms: [.macOS(.v15), .iOS(.v18)],
  products: [
    .library(name: "LearningRate", targets: ["LearningRate"]),
    .library(
      name: "Anneal",
      targets: [
        "Anneal", "LearningRate", "Notation", "Optimizers", "Records", "Runs", "Search", "Tasks",
        "Torch", "Training",
      ]),
    .executable(name: "anneal", targets: ["anneal"]),
    .executable(name: "anneal-engine", targets: ["anneal-engine"]),
    .executable(name: "anneal-benchmarks", targets: ["Benchmarks"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Pure: these build and test without libtorch.
    .target(name: "Notation", linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(
      name: "LearningRate",
      dependencies: ["Notation", .product(name: "RealModule", package: "swift-numerics")]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "TrainingLogs",
      dependencies: [
        "CZlib", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "Exchange",
      dependencies: [
        "LearningRate", "Notation", "TrainingLogs",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(name: "CLanes"),
    .target(
      name: "Optimizers",
      dependencies: [
        "CLanes", "Notation", .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "OptimizersAVX2", dependencies: ["CLanes", "Optimizers"], swiftSettings: avx2),
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(
      name: "Digests",
      dependencies: [.target(name: "COpenSSL", condition: .when(platforms: [.linux]))]),
    .target(
      name: "DataFiles",
      dependencies: ["CZlib", "Digests", "Notation"]),
    .target(name: "Tables", dependencies: ["DataFiles", "Digests", "Notation"]),
    // Pictures, sounds and texts. Their C libraries report faults by `longjmp`, so C calls them.
    .target(name: "CImages", linkerSettings: [.linkedLibrary("png"), .linkedLibrary("jpeg")]),
    .target(name: "Media", dependencies: ["CImages", "DataFiles", "Digests", "Notation"]),
    .target(
      name: "Models",
      dependencies: ["Notation", "Search", .product(name: "RealModule", package: "swift-numerics")]),
    .target(name: "Charts"),
    .target(
      name: "Runs",
      dependencies: [
        "Digests", "Notation",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),

    .target(
      name: "Search",
      dependencies: [
        "LearningRate", "Notation", "Optimizers",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "Records", dependencies: ["LearningRate", "Notation", "Optimizers", "Runs", "Search"]),

    .target(
      name: "Programs",
      dependencies: [
        "Exchange", "LearningRate", "Notation", "Search", "TrainingLogs",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),

    // The engine and what stands on it.
    .target(
      name: "CTorch",
      cxxSettings: [.unsafeFlags(["-I\(torch)/include", "-w"])],
      linkerSettings: [
        .unsafeFlags(["-L\(torch)/lib", "-Xlinker", "-rpath=\(torch)/lib"]),
        .linkedLibrary("torch_cpu"), .linkedLibrary("c10"),
      ]),
    .target(name: "Torch", dependencies: ["CTorch"]),
    .target(
      name: "Training",
      dependencies: [
        "DataFiles", "LearningRate", "Notation", "Optimizers", "OptimizersAVX2", "Records", "Runs",
        "Search", "Torch",
      ]),
    .target(
      name: "Tasks",
      dependencies: [
        "DataFiles", "Digests", "LearningRate", "Media", "Models", "Notation", "Optimizers",
        "Records", "Runs", "Search", "Tables", "Torch", "Training",
      ],
      exclude: [
        "Builtin/Detection/README.md", "Builtin/Segmentation/README.md",
        "Builtin/Shakespeare/README.md",
        "Builtin/Translation/README.md",
      ],
      resources: [.copy("Resources")]),
    .target(
      name: "Anneal",
      dependencies: [
        "DataFiles", "LearningRate", "Media", "Models", "Notation", "Optimizers", "Records",
        "Runs", "Search", "Tables", "Tasks", "Torch", "Training",
      ]),

    // The command: `anneal` is free of libtorch and starts `anneal-engine` for what trains.
    .target(
      name: "AnnealCLI",
      dependencies: [
        "Charts", "Exchange", "LearningRate", "Models", "Notation", "Optimizers", "Programs",
        "Records", "Runs", "Search", "TrainingLogs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(
      name: "AnnealEngineCLI",
      dependencies: [
        "Anneal", "AnnealCLI", "Charts", "DataFiles", "LearningRate", "Models", "Notation",
        "Optimizers", "Records", "Runs", "Search", "Tables", "Tasks", "Torch", "Training",
        "TrainingLogs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "anneal", dependencies: ["AnnealCLI"]),
    .executableTarget(name: "anneal-engine", dependencies: ["AnnealEngineCLI"]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Anneal", "Charts", "LearningRate", "Media", "Models", "Notation", "Optimizers", "Search",
        "Tasks", "Training", "TrainingLogs",
      ],
      path: "Benchmarks",
      exclude: [
        "compare.py", "compare_logs.py", "compare_optimizers.py", "compare_schedules.py",
        "generate.py", "generate_peer.py", "tasks.py", "advice.py", "advice_banks.py",
        "advice_search.py",
        "bank.py", "floor.py", "kernels.py",
        "log_peer.py", "memory.py", "optimizer_peer.py", "peer.py", "regrets.py",
        "requirements.txt",
        "schedule_peer.py", "side.py", "tables",
      ]),

    .testTarget(name: "NotationTests", dependencies: ["Notation"]),
    .testTarget(name: "LearningRateTests", dependencies: ["LearningRate"], exclude: ["Resources"]),
    .testTarget(
      name: "TrainingLogsTests",
      dependencies: ["TrainingLogs", .product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(name: "ExchangeTests", dependencies: ["Exchange", "LearningRate", "TrainingLogs"]),
    .testTarget(
      name: "OptimizersTests", dependencies: ["Notation", "Optimizers", "OptimizersAVX2"],
      exclude: ["Resources"]),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(name: "DataFilesTests", dependencies: ["DataFiles"]),
    .testTarget(name: "TablesTests", dependencies: ["DataFiles", "Notation", "Tables"]),
    .testTarget(
      name: "MediaTests", dependencies: ["DataFiles", "Media"], exclude: ["Resources"]),
    .testTarget(name: "ModelsTests", dependencies: ["Models", "Notation"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts"]),
    .testTarget(
      name: "RunsTests", dependencies: ["Runs", .product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(
      name: "RecordsTests", dependencies: ["LearningRate", "Optimizers", "Records", "Runs"]),
    .testTarget(
      name: "SearchTests", dependencies: ["LearningRate", "Search"], exclude: ["Resources"]),
    .testTarget(
      name: "ProgramsTests",
      dependencies: ["LearningRate", "Programs", "Search", "TrainingLogs"]),
    .testTarget(name: "TorchTests", dependencies: ["Torch"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "LearningRate", "Notation", "Optimizers", "Records", "Runs", "Search", "Torch", "Training",
      ],
      resources: [.copy("Resources")]),
    .testTarget(
      name: "TasksTests",
      dependencies: [
        "DataFiles", "LearningRate", "Media", "Models", "Notation", "Optimizers", "Records",
        "Tables", "Tasks", "Torch", "Training",
      ],
      resources: [.copy("Resources")]),
    .testTarget(
      name: "AnnealTests",
      dependencies: [
        "Anneal", "DataFiles", "LearningRate", "Optimizers", "Records", "Runs", "Search", "Tables",
        "Tasks", "Torch", "Training",
      ]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "AnnealCLI", "Charts", "LearningRate", "Records", "Runs", "TrainingLogs", "anneal",
        "anneal-engine",
      ]),
  ],
  cxxLanguageStandard: .cxx20
)

for target in package.targets where target.type != .system {
  let isSwift = !["CImages", "CLanes", "CTorch"].contains(target.name)
  guard isSwift else { continue }
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
