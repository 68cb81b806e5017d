/// The gradient of one parameter, which clipping may change, and the parameter beside it.
///
/// Both buffers are the caller's and must outlive the call. Their numbers are in one order in memory,
/// the first dimension's rows one after another.
public struct GradientBuffer<Scalar: OptimizerScalar> {
  /// Name and sizes of the parameter.
  public let shape: ParameterShape
  /// The parameter's numbers.
  public let values: UnsafeBufferPointer<Scalar>
  /// The gradient of the loss, in the same order.
  public let gradient: UnsafeMutableBufferPointer<Scalar>

  /// - Precondition: as many values and gradients as the sizes say.
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
