internal import Anneal
internal import AnnealCLI

extension TranslationOptions {
  /// The search; nil if no option is given.
  var search: BeamSearch? {
    guard beams != nil || lengthPenalty != nil else { return nil }
    var search = BeamSearch()
    if let beams { search.beams = beams }
    if let lengthPenalty { search.lengthPenalty = lengthPenalty }
    return search
  }

  /// Shows on a terminal how many sentences are translated.
  static func show(_ done: Int, of total: Int) {
    var terminal = Terminal.standard
    guard terminal.isInteractive else { return }
    terminal.overwriteLine(done == total ? "" : "translating  \(done) of \(total) sentences")
  }
}
