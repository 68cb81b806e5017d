import Anneal
import Foundation
import Search

/// Trains the bank: every setting at rates around the best one and with three seeds, and what a
/// search with other seeds could see of it.
///
///     anneal-benchmarks bank FOLDER PART/PARTS
///     anneal-benchmarks search FOLDER PART/PARTS
///
/// It goes on from the files in the folder.
struct Bank {
  private let folder: URL
  private let settings: [BankSetting]

  /// The part of all settings that this process trains, such as `1/2`; each has its own file.
  init(_ folder: String, part: String) throws {
    let numbers = part.split(separator: "/").compactMap { Int($0) }
    guard numbers.count == 2, numbers[1] > 0, (0..<numbers[1]).contains(numbers[0]) else {
      throw TrainingError("the part of the bank must be 0/2 or 1/2, or so; received '\(part)'")
    }
    self.folder = URL(fileURLWithPath: folder)
    settings = try BankSetting.all().enumerated().filter { $0.offset % numbers[1] == numbers[0] }
      .map(\.element)
  }

  func train() async throws {
    Engine.tuneAllocator()
    for setting in settings {
      let start = Date()
      let file = try BankFile(setting, in: folder)
      let source = BankSource()
      let (count, edge) = try await runs(setting, file, source)
      for seed in UInt64(101)...103 {
        for place in -8...8 where !file.has(BankKey(kind: "probe", place: place, seed: seed)) {
          let probe = try await BankProbe(setting, place: place, seed: seed, source)
          try file.append(probe, BankKey(kind: "probe", place: place, seed: seed))
        }
      }
      let seconds = Int(Date().timeIntervalSince(start))
      print("\(setting.name): \(count) rates up to place \(edge), \(seconds) s")
    }
  }

  /// Searches for the rate of every setting with every budget, and appends what is missing.
  func search() async throws {
    Engine.tuneAllocator()
    for setting in settings {
      let file = try BankFile(setting, in: folder)
      let source = BankSource()
      for seed in UInt64(101)...103 {
        func add(_ name: String, _ search: () async throws -> BankSearch) async throws {
          let key = BankKey(kind: "search", place: nil, seed: seed, budget: name)
          if !file.has(key) { try file.append(try await search(), key) }
        }
        for budget in SearchBudget.allCases {
          try await add(budget.rawValue) {
            try await BankSearch(setting, seed: seed, budget, source)
          }
        }
        try await add("before") { try await BankSearch(earlier: setting, seed: seed, source) }
        for test in RangeTest.allCases {
          try await add(test.rawValue) { try await BankSearch(setting, seed: seed, test, source) }
        }
      }
      print("searched \(setting.name)")
    }
  }

  /// The grid: places -4 to 6, and further for as long as a run at the edge is among the best.
  private func runs(
    _ setting: BankSetting, _ file: BankFile, _ source: BankSource
  ) async throws -> (count: Int, last: Int) {
    var losses: [Int: Double] = [:]
    func train(_ place: Int) async throws {
      var sum = 0.0
      for seed in UInt64(1)...3 {
        let key = BankKey(kind: "run", place: place, seed: seed)
        if let known = file.final(key) {
          sum += known
          continue
        }
        let run = try await BankRun(setting, place: place, seed: seed, source)
        try file.append(run, key, final: run.final)
        sum += run.final
      }
      losses[place] = sum
    }
    for place in -5...5 { try await train(place) }
    while losses.count < 24, let best = losses.min(by: { $0.value < $1.value })?.key,
      let low = losses.keys.min(), let high = losses.keys.max()
    {
      if best - low < 2 {
        try await train(low - 1)
      } else if high - best < 3 {
        try await train(high + 1)
      } else {
        break
      }
    }
    return (losses.count, losses.keys.max() ?? 0)
  }
}
