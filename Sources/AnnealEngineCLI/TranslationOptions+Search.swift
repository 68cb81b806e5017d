internal import Anneal
internal import AnnealCLI
internal import Foundation

extension TranslationOptions {
  /// The search; nil if no option is given.
  var search: BeamSearch? {
    guard beams != nil || lengthPenalty != nil else { return nil }
    var search = BeamSearch()
    if let beams { search.beams = beams }
    if let lengthPenalty { search.lengthPenalty = lengthPenalty }
    return search
  }

  /// Refuses the options for a model that does not translate.
  func check(_ model: TrainedModel) throws {
    guard search != nil, !model.translates else { return }
    throw CommandError.usage(
      "--beams and --length-penalty are for models that translate; "
        + "\(model.folder.lastPathComponent) trained another")
  }

  /// Shows on a terminal how many sentences are translated.
  static func show(_ done: Int, of total: Int) {
    var terminal = Terminal.standard
    terminal.overwriteLine(done == total ? "" : "translating  \(done) of \(total) sentences")
  }
}
