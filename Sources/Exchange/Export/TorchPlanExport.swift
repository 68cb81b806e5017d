internal import LearningRate
internal import Notation

/// A plan for PyTorch: a function that puts a model's parameters into groups, and a scheduler that
/// gives each group its rate and the other hyperparameters that are scheduled.
struct TorchPlanExport {
  /// PyTorch's names of what a plan can schedule beside the rate.
  static let names: [Hyperparameter: String] = [
    .momentum: "momentum", .weightDecay: "weight_decay", .beta1: "beta1", .beta2: "beta2",
    .epsilon: "eps",
  ]

  let text: String
  let route: ExportRoute

  init(_ plan: ResolvedPlan, _ source: ExportSource) throws {
    var functions = [TorchFunction("rate", source)]
    var clauses: [TorchPlanText.Clause] = []
    for (clauseIndex, clause) in plan.plan.clauses.enumerated() {
      var value = ""
      if let curve = plan.curve(of: clauseIndex) {
        let number = "\(functions.count)"
        value = "schedule_\(number)"
        functions.append(
          TorchFunction(
            value, try ExportSource(curve, to: source.target), suffix: "_\(number)"))
      }
      switch clause {
      case .scheduling(let hyperparameter, _, let pattern):
        clauses.append((Self.names[hyperparameter] ?? "rate", pattern, value))
      case .multiplied(_, let pattern): clauses.append(("factor", pattern, value))
      case .scaled(let factor, let pattern): clauses.append(("scale", pattern, python(factor)))
      case .layerDecay(let decay, let pattern): clauses.append(("layers", pattern, python(decay)))
      case .weighing, .controlled: break
      }
    }
    // What is said for all comes first, so that what is said for some overrules it.
    clauses = clauses.filter { $0.pattern == nil } + clauses.filter { $0.pattern != nil }
    route = functions.contains { $0.isTable } ? .table : .formula
    let controller = plan.plan.controllers.first
    let plateau = try controller.flatMap { try PlateauSettings($0.controller) }
    let parts = TorchPlanText(
      clauses: clauses, plateau: plateau,
      wake: controller?.duringWarmup == false ? plan.warmupEnd : 0)
    let usage =
      parts.usage(
        series: controller?.series, steps: plan.steps, isTrainer: source.target == .transformers)
      + (route == .table ? ["What has no closed form is listed, step by step."] : [])
    let sections = functions.map(\.text) + parts.sections
    let head =
      [source.heading(usage, comment: "#", route: .formula)]
      + Self.imports(sections.joined(), plateau) + ["BASE = \(python(source.base))"]
      + functions.flatMap(\.lists)
    text = file([head.joined(separator: "\n\n")] + sections, gap: 2)
  }

  private static func imports(_ body: String, _ plateau: PlateauSettings?) -> [String] {
    var own: [String] = []
    if body.contains("math.") { own.append("import math") }
    if body.contains("re.escape") { own.append("import re") }
    if body.contains("bisect_right") { own.append("from bisect import bisect_right") }
    let torch =
      plateau == nil
      ? ["from torch.optim.lr_scheduler import LambdaLR"]
      : [
        "from torch import zeros", "from torch.optim import SGD",
        "from torch.optim.lr_scheduler import LambdaLR, ReduceLROnPlateau",
      ]
    return [own, torch].filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
  }
}

/// A schedule as a function of the step.
struct TorchFunction {
  let lists: [String]
  let text: String
  let isTable: Bool

  init(_ name: String, _ source: ExportSource, suffix: String = "") {
    let (lists, statements) = source.body(in: Dialect(language: .python), suffix: suffix)
    self.lists = lists
    text = "def \(name)(step):\n" + indented(statements)
    isTable = source.isTable
  }
}
