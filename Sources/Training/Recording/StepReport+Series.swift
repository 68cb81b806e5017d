internal import LearningRate

// The names of the steps' series are defined only here.
extension StepReport {
  /// The values of the step by series name: the loss, the learning rate and the gradient norm,
  /// those of groups and parts, other scheduled hyperparameters, and with several updaters the same
  /// values of each, with its name as a suffix. `plans` are the updaters' plans, by name.
  ///
  /// The norms of layers, at the steps that measure them, have the suffix 'in' and the layer's
  /// name.
  ///
  /// If an updater makes several updates in a step, the last one is recorded.
  func measurements(of plans: [String: GroupedPlan]) -> [(series: String, value: Double)] {
    var found: [(series: String, value: Double)] = [("loss", loss)]
    for (name, loss) in losses.sorted(by: { $0.key < $1.key }) {
      found.append(("loss \(name)", loss))
    }
    if let batchSize { found.append(("\(Hyperparameter.batchSize)", Double(batchSize))) }
    var last: [String: Update] = [:]
    for update in updates { last[update.updater] = update }
    for update in updates where last[update.updater] == update {
      let suffix = update.updater.isEmpty ? "" : " \(update.updater)"
      if !suffix.isEmpty { found.append(("loss\(suffix)", update.loss)) }
      found.append(("rate\(suffix)", update.effectiveRate))
      // A gradient that is not finite has no norm to record.
      if update.isMade { found.append(("gradient norm\(suffix)", update.gradientNorm)) }
      for layer in update.layers {
        found += [
          ("gradient norm in \(layer.layer)", layer.gradientNorm),
          ("update size in \(layer.layer)", layer.updateNorm),
          ("weight size in \(layer.layer)", layer.weightNorm),
        ]
      }
      if let plan = plans[update.updater] {
        found += Self.values(of: update, under: plan, suffix)
      }
    }
    return found
  }

  private static func values(
    of update: Update, under plan: GroupedPlan, _ suffix: String
  ) -> [(series: String, value: Double)] {
    let values = update.values
    // A learning rate that the rule finds itself is scaled for each group as the plan scales the
    // groups' rates.
    let isPlain = update.effectiveRate == values.learningRate || values.learningRate == 0
    let gain = isPlain ? 1 : update.effectiveRate / values.learningRate
    var found: [(series: String, value: Double)] = []
    for (name, weight) in values.weights.sorted(by: { $0.key < $1.key }) {
      found.append(("weight \(name)\(suffix)", weight))
    }
    var written: Set<String> = []
    for (index, values) in values.groups.enumerated() {
      let name = plan.groups[index].name
      let group = name.isEmpty ? suffix : "\(suffix) \(name)"
      if !name.isEmpty { found.append(("rate\(group)", values.learningRate * gain)) }
      for (hyperparameter, value) in values.hyperparameters {
        let isForAll = plan.isForAll(hyperparameter, in: index)
        let series = isForAll ? "\(hyperparameter)\(suffix)" : "\(hyperparameter)\(group)"
        if written.insert(series).inserted { found.append((series, value)) }
      }
    }
    return found
  }
}

extension TrainingRun {
  /// The updaters' plans, by name.
  var plansByUpdater: [String: GroupedPlan] {
    Dictionary(uniqueKeysWithValues: runningPlans.map { ($0.updater.name, $0.grouped) })
  }
}

extension GradientFlow {
  /// The norms 0, 1, 2, 4, 8, … positions back, by series name: `gradient norm 8 back`. Those that are
  /// not finite are left out.
  var measurements: [(series: String, value: Double)] {
    let places = [0] + (0..<Int.bitWidth - 1).lazy.map { 1 << $0 }.prefix { $0 < norms.count }
    return places.filter { norms[$0].isFinite }.map { ("gradient norm \($0) back", norms[$0]) }
  }
}
