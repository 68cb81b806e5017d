extension TrialRecord.End: Codable {
  private enum Word: String, Codable { case exited, killed, stopped, hung, failedToStart }
  private enum CodingKeys: String, CodingKey { case how, code, signal, seconds, reason }

  /// Reads `{"how": "exited", "code": 0}` and the like.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self =
      switch try values.decode(Word.self, forKey: .how) {
      case .exited: .exited(try values.decode(Int32.self, forKey: .code))
      case .killed: .killed(try values.decode(Int32.self, forKey: .signal))
      case .stopped: .stopped
      case .hung: .hung(try values.decode(Double.self, forKey: .seconds))
      case .failedToStart: .failedToStart(try values.decode(String.self, forKey: .reason))
      }
  }

  /// Writes how it ended, with the code, the signal, the seconds or the reason.
  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .exited(let code):
      try values.encode(Word.exited, forKey: .how)
      try values.encode(code, forKey: .code)
    case .killed(let signal):
      try values.encode(Word.killed, forKey: .how)
      try values.encode(signal, forKey: .signal)
    case .stopped: try values.encode(Word.stopped, forKey: .how)
    case .hung(let seconds):
      try values.encode(Word.hung, forKey: .how)
      try values.encode(seconds, forKey: .seconds)
    case .failedToStart(let reason):
      try values.encode(Word.failedToStart, forKey: .how)
      try values.encode(reason, forKey: .reason)
    }
  }
}
