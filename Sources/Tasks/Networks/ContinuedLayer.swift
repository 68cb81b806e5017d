internal import Torch
package import Training

/// A layer over sequences that goes on from where an earlier call ended, so that a long sequence is
/// read piece by piece, or written token by token.
///
/// Pieces read one after the other give the output of the whole sequence.
protocol ContinuedLayer: Layer {
  /// The largest number of positions from the beginning of a sequence; nil for any number.
  var longest: Int? { get }

  /// The output for `input`, which follows what `state` has seen, and the state after it. Nil is the
  /// state at the beginning of a sequence.
  func callAsFunction(
    _ input: Tensor, after state: CarriedState?, for mode: Mode
  ) throws -> (output: Tensor, state: CarriedState)
}

extension Sequential {
  /// The layer of the chain that carries a state.
  ///
  /// - Precondition: there is one.
  private var continued: any ContinuedLayer {
    guard let layer = layers.lazy.compactMap({ $0 as? any ContinuedLayer }).first else {
      preconditionFailure("a chain over tokens must have a layer that carries a state")
    }
    return layer
  }

  /// The largest number of positions; nil for any number.
  var longest: Int? { continued.longest }

  /// The chain's output for `input` after `state`, and the state after it.
  func callAsFunction(
    _ input: Tensor, after state: CarriedState?, for mode: Mode
  ) throws -> (output: Tensor, state: CarriedState) {
    let continued = continued
    var (output, after) = (input, state)
    for layer in layers {
      if layer === continued {
        (output, after) = try continued(output, after: after, for: mode)
      } else {
        output = try layer(output, for: mode)
      }
    }
    guard let after else { preconditionFailure("a layer that carries a state must return one") }
    return (output, after)
  }
}
