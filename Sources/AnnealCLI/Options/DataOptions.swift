public import ArgumentParser

/// The options that say what a user's own data is; each is an argument of the data's notation, too.
public struct DataOptions: ParsableArguments {
  /// The column that is predicted.
  @Option(
    help: ArgumentHelp("Own table: the column to predict (default: found).", valueName: "column"))
  public var target: String?

  /// Whether the target is a class.
  @Flag(help: "Own table: take the target as classes.")
  public var classify = false

  /// Whether the target is a number.
  @Flag(help: "Own table: take the target as a number.")
  public var regress = false

  /// What columns are.
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Own table: what a column is: number, category, yesNo, date, identifier, text.",
      valueName: "name=kind"))
  public var column: [String] = []

  /// The columns to leave out.
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Own table: leave this column out.", valueName: "column"))
  public var drop: [String] = []

  /// What is held out.
  @Option(
    name: [.customLong("held-out"), .customLong("validation")],
    help: ArgumentHelp(
      "Own data: the fraction to hold out, or a file or folder of its own (default: 0.2).",
      valueName: "fraction|file"))
  public var heldOut: String?

  /// The column by which rows are held out.
  @Option(
    help: ArgumentHelp(
      "Own table: hold out whole groups of this column, or the latest rows of a date.",
      valueName: "column"))
  public var splitBy: String?

  /// The network.
  @Option(
    help: ArgumentHelp(
      "Own data: the network, such as 'mlp(hidden: [64])'; 'anneal models list' lists them.",
      valueName: "notation"))
  public var model: String?

  /// The weights to start from.
  @Option(
    help: ArgumentHelp(
      "Own data: start from the weights in this safetensors file (Anneal's or PyTorch's names).",
      valueName: "file"), completion: .file(extensions: ["safetensors"]),
    transform: OptionValue.path)
  public var weights: String?

  /// The tensors to start from.
  @Option(
    help: ArgumentHelp(
      "Own data: of --weights take only the tensors whose names fit, such as 'layers.0.*'.",
      valueName: "pattern"))
  public var weightsOnly: String?

  /// The encoding of the text.
  @Option(
    help: ArgumentHelp("Own table: utf8, utf16 or latin1 (default: found).", valueName: "name"),
    completion: .list(["utf8", "utf16", "latin1"]))
  public var encoding: String?

  /// Whether rare classes weigh more.
  @Flag(help: "Own data: weigh each class by the inverse of its frequency.")
  public var classWeights = false

  /// Creates the options with their defaults.
  public init() {}

  /// Checks that the options do not contradict each other.
  public func validate() throws {
    if weightsOnly != nil, weights == nil {
      throw ValidationError("--weights-only needs a file, given with --weights")
    }
    if classify, regress {
      throw ValidationError("--classify and --regress contradict each other; leave one out")
    }
  }

  /// The given options with the labels of their arguments.
  public var given: [(option: String, label: String)] {
    let all: [(String, String, Bool)] = [
      ("--target", "target", target != nil), ("--classify", "purpose", classify),
      ("--regress", "purpose", regress), ("--column", "columns", !column.isEmpty),
      ("--drop", "drop", !drop.isEmpty), ("--held-out", "heldOut", heldOut != nil),
      ("--split-by", "splitBy", splitBy != nil), ("--model", "model", model != nil),
      ("--weights", "weights", weights != nil),
      ("--encoding", "encoding", encoding != nil),
      ("--class-weights", "classWeights", classWeights),
    ]
    return all.filter(\.2).map { ($0.0, $0.1) }
  }
}
