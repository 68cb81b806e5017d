public import LearningRate
public import Notation
public import Optimizers

/// The settings of an updater: its parameters, optimizer and plan.
public struct UpdaterSettings: Hashable, Sendable {
  /// The name in events, series and checkpoints; empty if the training has only one updater.
  public let name: String
  /// Patterns of its parameters' names; empty for all parameters that no other updater has.
  public let parameters: [NamePattern]
  /// The optimizer of the parameters.
  public let optimizer: Optimizer
  /// The gradient clipping; nil for none.
  public let gradientClipping: GradientClipping?
  /// The plan of its updates: the learning rate and other hyperparameters.
  public let plan: Plan
  /// Whether parameters in CPU memory are updated by the device path instead of the fused pass, so
  /// that tests can cover that path without a device.
  package var usesDevicePath = false

  /// Creates an updater called `name` for the parameters whose names match one of `patterns`; the
  /// default is all parameters that no other updater has.
  public init(
    _ name: String = "", parameters patterns: String..., optimizer: Optimizer, plan: Plan,
    gradientClipping: GradientClipping? = nil
  ) {
    self.init(
      name, patterns: patterns.map { NamePattern($0) }, optimizer: optimizer, plan: plan,
      gradientClipping: gradientClipping)
  }

  /// Creates an updater called `name` for the parameters whose names match one of `patterns`; an
  /// empty array means all parameters that no other updater has.
  public init(
    _ name: String, patterns: [NamePattern], optimizer: Optimizer, plan: Plan,
    gradientClipping: GradientClipping? = nil
  ) {
    (self.name, parameters) = (name, patterns)
    (self.optimizer, self.plan, self.gradientClipping) = (optimizer, plan, gradientClipping)
  }
}

extension [UpdaterSettings] {
  /// The indices of each updater's parameters, in the model's order.
  ///
  /// - Throws: `TrainingError` for no updater, two updaters of the same name, a name that a file
  ///   cannot have, a pattern that matches no parameter, a parameter of two updaters or of none, or
  ///   an updater without parameters.
  func parameterIndices(of names: [String]) throws -> [[Int]] {
    guard !isEmpty else { throw TrainingError("a training must have an updater; received none") }
    for settings in self {
      guard filter({ $0.name == settings.name }).count == 1 else {
        throw TrainingError(
          "updaters must have different names; received '\(settings.name)' twice")
      }
      let isPlain = settings.name.allSatisfy { letter in
        letter.isASCII && (letter.isLetter || letter.isNumber || "-_".contains(letter))
      }
      guard isPlain, count == 1 || !settings.name.isEmpty else {
        throw TrainingError(
          "an updater's name must be letters, digits, '-' and '_'; received '\(settings.name)'")
      }
      for pattern in settings.parameters where !names.contains(where: pattern.matches) {
        throw TrainingError(
          "updater '\(settings.name)': '\(pattern.text)' must fit a parameter; the model has "
            + names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : ""))
      }
    }
    var owners = [[Int]](repeating: [], count: count)
    for (index, name) in names.enumerated() {
      let named = indices.filter { self[$0].parameters.contains { $0.matches(name) } }
      let rest = indices.filter { self[$0].parameters.isEmpty }
      let own = named.isEmpty ? rest : named
      guard own.count == 1 else {
        throw TrainingError(
          own.isEmpty
            ? "each parameter must have an updater; '\(name)' has none"
            : "a parameter must have one updater; '\(name)' fits '\(self[own[0]].name)' and "
              + "'\(self[own[1]].name)'")
      }
      owners[own[0]].append(index)
    }
    for (settings, indices) in zip(self, owners) where indices.isEmpty && !names.isEmpty {
      throw TrainingError("updater '\(settings.name)' must have a parameter; it has none")
    }
    return owners
  }
}
