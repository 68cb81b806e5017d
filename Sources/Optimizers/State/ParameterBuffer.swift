/// One parameter of a step: its name, its sizes, and the memory of its values and gradient. Both
/// buffers belong to the caller and must outlive the step. Values and gradient have the same order
/// in memory. Rules for matrices take the first dimension as rows, so the other dimensions may lie
/// in any order.
public struct ParameterBuffer<Scalar> {
  /// Name and sizes.
  public let shape: ParameterShape
  /// The values that a step changes.
  public let values: UnsafeMutableBufferPointer<Scalar>
  /// The gradient of the loss, in the same order.
  public let gradient: UnsafeBufferPointer<Scalar>

  /// - Precondition: both buffers have as many elements as the sizes say.
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
