internal import Models
internal import Torch
package import Training

extension ModelRecord {
  /// The largest number of pieces that a text is cut into for the evaluation of a recurrent model.
  private static let evaluationRows = 16

  /// The tokens of running text as this language model reads them: for a recurrent one in order, for
  /// others in windows that shift from step to step.
  ///
  /// - Throws: `TrainingError` for a text that is not longer than a window.
  /// - Precondition: the model is one of running text.
  package func windows(_ tokens: [Int32]) throws -> any Dataset {
    guard case .tokens(_, let length) = input else {
      preconditionFailure("a language model must be one of tokens; received \(input)")
    }
    let isRecurrent = try network().isRecurrent
    let windows = try WindowDataset(
      Tensor(tokens, shape: [tokens.count]), length: length, shifting: !isRecurrent)
    return isRecurrent ? windows.contiguous(evaluationRows: Self.evaluationRows) : windows
  }
}
