/// The gradient of one parameter, which clipping may change, and the parameter's values. Both
/// buffers belong to the caller and must outlive the call. They have the same order in memory, with
/// the rows of the first dimension one after another.
public struct GradientBuffer<Scalar: OptimizerScalar> {
  /// Name and sizes of the parameter.
  public let shape: ParameterShape
  /// The parameter's numbers.
  public let values: UnsafeBufferPointer<Scalar>
  /// The gradient of the loss, in the same order.
  public let gradient: UnsafeMutableBufferPointer<Scalar>

  /// - Precondition: both buffers have as many elements as the sizes say.
  public init(
    _ shape: ParameterShape, values: UnsafeBufferPointer<Scalar>,
    gradient: UnsafeMutableBufferPointer<Scalar>
  ) {
    precondition(
      values.count == gradient.count && values.count == shape.count,
      """
      \(shape.name) of sizes \(shape.sizes) has \(shape.count) elements; received \(values.count) \
      values and \(gradient.count) gradients
      """)
    (self.shape, self.values, self.gradient) = (shape, values, gradient)
  }
}
