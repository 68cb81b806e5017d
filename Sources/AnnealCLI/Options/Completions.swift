package import ArgumentParser
internal import Foundation
internal import Runs

/// Completions in the shell for words that the parser does not know.
package enum Completions {
  /// The names of the built-in tasks, which the engine knows; a test compares them.
  package static let taskNames = [
    "digits", "mnist", "boston", "shakespeare-rnn", "shakespeare-gpt", "translate", "segment",
    "detect",
  ]

  /// The tasks.
  package static var tasks: CompletionKind { .list(taskNames) }

  /// The runs of the default folder, or of the one given in the command line.
  package static var runs: CompletionKind {
    .custom { words, _, _ in
      let folder = words.lastIndex(of: "--runs").map { words.index(after: $0) }
      let name = folder.flatMap { words.indices.contains($0) ? words[$0] : nil } ?? "runs"
      let store = try? RunStore(folder: URL(fileURLWithPath: name), for: .read)
      return ["latest"] + ((try? store?.runs(limit: 100).map(\.id)) ?? [])
    }
  }
}
