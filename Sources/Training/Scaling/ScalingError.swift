/// A model that cannot be scaled from its base, or not for an optimizer.
public struct ScalingError: Error, Hashable, CustomStringConvertible {
  /// The fault in one sentence.
  public let description: String

  init(_ description: String) { self.description = description }
}
