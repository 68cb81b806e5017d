internal import Torch

/// Copies of the buffers that a forward pass changes, such as running means. A step that skips its
/// update restores them, since they may have become NaN too.
struct BufferCopies {
  private let entries: [(buffer: Tensor, copy: Tensor)]

  init(of buffers: [Tensor]) throws { entries = try buffers.map { ($0, try $0.copied()) } }

  /// The buffers that have changed.
  ///
  /// libtorch does not count the writes of a batch norm as versions, so the elements are compared.
  func changed() throws -> [Tensor] {
    try entries.filter { try !$0.buffer.isEqual(to: $0.copy) }.map(\.buffer)
  }

  func restore() throws { for entry in entries { try entry.buffer.assign(entry.copy) } }
}
