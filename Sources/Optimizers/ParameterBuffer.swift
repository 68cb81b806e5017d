/// One parameter as the optimizer sees it: a name, its numbers, and the gradient beside them.
///
/// Both buffers are the caller's and must outlive the step.
public struct ParameterBuffer<Scalar> {
  /// The dotted name, under which the history is kept.
  public let name: String
  /// The numbers that a step changes.
  public let values: UnsafeMutableBufferPointer<Scalar>
  /// The gradient of the loss, in the same order.
  public let gradient: UnsafeBufferPointer<Scalar>

  /// - Precondition: as many gradients as values.
  public init(
    name: String, values: UnsafeMutableBufferPointer<Scalar>, gradient: UnsafeBufferPointer<Scalar>
  ) {
    precondition(
      values.count == gradient.count,
      "\(name) has \(values.count) values; received \(gradient.count) gradients")
    (self.name, self.values, self.gradient) = (name, values, gradient)
  }
}
