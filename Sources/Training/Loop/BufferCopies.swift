internal import Torch

/// Copies of what a forward pass may change by itself, such as running means, to be put back after a step that
/// changed nothing else: they may be no number either.
struct BufferCopies {
  private let entries: [(buffer: Tensor, copy: Tensor, changes: Int)]

  init(of buffers: [Tensor]) throws {
    entries = try buffers.map { ($0, try $0.copied(), $0.changes) }
  }

  /// Those that were overwritten since.
  var changed: [Tensor] { entries.filter { $0.buffer.changes != $0.changes }.map(\.buffer) }

  func putBack() throws { for entry in entries { try entry.buffer.assign(entry.copy) } }
}
