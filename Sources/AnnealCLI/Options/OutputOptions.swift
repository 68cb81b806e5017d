public import ArgumentParser

/// The form of a command's answer.
public struct OutputOptions: ParsableArguments {
  /// Whether to print JSON.
  @Flag(name: .long, help: "Print JSON.")
  public var json = false

  /// The options' defaults.
  public init() {}
}
