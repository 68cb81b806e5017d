public import LearningRate
public import Notation
public import Optimizers

/// What an updater is asked to be: which parameters it changes, how, and under which plan.
public struct UpdaterSettings: Hashable, Sendable {
  /// The name in events, series and checkpoints; empty for the only one of a training.
  public let name: String
  /// The parameters, by patterns of their names; empty for all that no other updater has.
  public let parameters: [NamePattern]
  /// The rule that changes them.
  public let optimizer: Optimizer
  /// How gradients that are too large are made smaller; nil leaves them alone.
  public let gradientLimit: GradientClipping?
  /// What decides the learning rate of each of its updates.
  public let plan: Plan
  /// Whether parameters in the processor's memory are stepped as those of a device are, and not by the fused
  /// pass. Tests train through the whole device path with it where there is no device.
  package var usesDevicePath = false

  /// An updater called `name`, for the parameters whose names fit `patterns`.
  public init(
    _ name: String = "", parameters patterns: String..., optimizer: Optimizer, plan: Plan,
    gradientLimit: GradientClipping? = nil
  ) {
    self.init(
      name, patterns: patterns.map { NamePattern($0) }, optimizer: optimizer, plan: plan,
      gradientLimit: gradientLimit)
  }

  /// An updater called `name`, for the parameters whose names fit one of `patterns`, or for all others.
  public init(
    _ name: String, patterns: [NamePattern], optimizer: Optimizer, plan: Plan,
    gradientLimit: GradientClipping? = nil
  ) {
    (self.name, parameters) = (name, patterns)
    (self.optimizer, self.plan, self.gradientLimit) = (optimizer, plan, gradientLimit)
  }
}

extension [UpdaterSettings] {
  /// The places of the parameters of each updater, in the model's order.
  ///
  /// - Throws: `TrainingError` for no updater, two of one name, a name that is not fit for a file, a
  ///   pattern that no parameter fits, a parameter of two updaters or of none, or an updater without any.
  func places(of names: [String]) throws -> [[Int]] {
    guard !isEmpty else { throw TrainingError("a training must have an updater; received none") }
    for settings in self {
      guard filter({ $0.name == settings.name }).count == 1 else {
        throw TrainingError(
          "updaters must have names of their own; received '\(settings.name)' twice")
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
    for (place, name) in names.enumerated() {
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
      owners[own[0]].append(place)
    }
    for (settings, places) in zip(self, owners) where places.isEmpty && !names.isEmpty {
      throw TrainingError("updater '\(settings.name)' must have a parameter; it has none")
    }
    return owners
  }
}
