internal import Torch

/// Copies of what a forward pass may change by itself, such as running means, to be put back after a step that
/// changed nothing else: they may be no number either.
struct BufferCopies {
  private let entries: [(buffer: Tensor, copy: Tensor)]

  init(of buffers: [Tensor]) throws { entries = try buffers.map { ($0, try $0.copied()) } }

  /// Those that are others now.
  ///
  /// libtorch does not count what a batch norm overwrites, so the elements are compared.
  func changed() throws -> [Tensor] {
    try entries.filter { try !$0.buffer.isEqual(to: $0.copy) }.map(\.buffer)
  }

  func putBack() throws { for entry in entries { try entry.buffer.assign(entry.copy) } }
}
