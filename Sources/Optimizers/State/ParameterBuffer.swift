/// One parameter as the optimizer sees it: name, sizes, its numbers, and the gradient beside them.
///
/// Both buffers are the caller's and must outlive the step. Numbers and gradient are in one order in
/// memory, the parameter's own; a rule that needs a matrix takes the first dimension as rows, so the
/// others may lie in any order.
public struct ParameterBuffer<Scalar> {
  /// Name and sizes.
  public let shape: ParameterShape
  /// The numbers that a step changes.
  public let values: UnsafeMutableBufferPointer<Scalar>
  /// The gradient of the loss, in the same order.
  public let gradient: UnsafeBufferPointer<Scalar>

  /// - Precondition: as many values and gradients as the sizes say.
  public init(
    name: String, sizes: [Int], values: UnsafeMutableBufferPointer<Scalar>,
    gradient: UnsafeBufferPointer<Scalar>
  ) {
    shape = ParameterShape(name, sizes)
    precondition(
      values.count == gradient.count && values.count == shape.count,
      """
      \(name) of sizes \(sizes) has \(shape.count) elements; received \(values.count) values and \
      \(gradient.count) gradients
      """)
    (self.values, self.gradient) = (values, gradient)
  }
}
