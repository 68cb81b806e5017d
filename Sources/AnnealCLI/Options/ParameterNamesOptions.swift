public import ArgumentParser
internal import Foundation

/// The names of a model's parameters, over which a plan is laid.
public struct ParameterNamesOptions: ParsableArguments {
  /// The file.
  @Option(
    help: ArgumentHelp(
      "A file with the names of a model's parameters, one in each line, for its groups.",
      valueName: "file"), completion: .file(), transform: OptionValue.path)
  public var parameters: String?

  /// The options' defaults.
  public init() {}

  /// The names in the file, without blanks around them; nil without a file.
  ///
  /// - Throws: `CommandError` if the file cannot be read, or has no name.
  func names() throws -> [String]? {
    guard let parameters else { return nil }
    let text = String(decoding: try InputFile.read(parameters), as: UTF8.self)
    let names = text.split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    guard !names.isEmpty else {
      throw CommandError.usage(
        "--parameters must be a file with a name in each line; received '\(parameters)' without any"
      )
    }
    return names
  }
}
