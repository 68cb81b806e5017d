internal import Notation
internal import TrainingLogs

extension ConfigurationReader {
  /// The `lr_scheduler` of Lightning's command line: a class of PyTorch's and what it is made with.
  func lightning() throws -> ScheduleSettings.Translation? {
    let outer = document["fit"] ?? document
    guard let block = outer["lr_scheduler"], let path = text("class_path", in: block) else {
      return nil
    }
    let name = path.split(separator: ".").last.map(String.init) ?? path
    let optimizer = outer["optimizer"]?["init_args"] ?? outer["optimizer"] ?? .object([])
    var notes: [String] = []
    guard
      let rate = try number("lr", in: optimizer)
        ?? number("lr", in: outer["model"]?["init_args"] ?? .null)
    else { throw missing("optimizer.init_args.lr", for: name) }
    let given = block["init_args"] ?? .object([])
    guard let usual = Self.usual[name] else {
      throw ExchangeError(
        file: file, "the scheduler must be one of PyTorch's with rates of their own", received: name
      )
    }
    var members = given.members.filter { $0.key != "optimizer" }
    for member in usual where given[member.key] == nil {
      notes.append("'\(member.key)' was left to its default, \(member.value.kind)")
      members.append(member)
    }
    members.append(.init("base_lrs", .array([.number(rate)])))
    members.append(.init("_last_lr", .array([.number(rate)])))
    let reader = try SchedulerStateReader(.object(members), file: file)
    notes.append(
      "Lightning asks its scheduler once per epoch, so the lengths are epochs unless 'interval' is step"
    )
    return ScheduleSettings.Translation(
      source: "Lightning's \(name)", notations: [try reader.notation(0)], notes: notes)
  }

  /// The defaults of PyTorch 2.13.
  private static let usual: [String: [LogDocument.Member]] = [
    "CosineAnnealingLR": [.init("eta_min", .number(0))],
    "CosineAnnealingWarmRestarts": [.init("T_mult", .number(1)), .init("eta_min", .number(0))],
    "StepLR": [.init("gamma", .number(0.1))], "MultiStepLR": [.init("gamma", .number(0.1))],
    "ExponentialLR": [],
    "LinearLR": [
      .init("start_factor", .number(1.0 / 3)), .init("end_factor", .number(1)),
      .init("total_iters", .number(5)),
    ],
    "PolynomialLR": [.init("total_iters", .number(5)), .init("power", .number(1))],
    "ConstantLR": [.init("factor", .number(1.0 / 3)), .init("total_iters", .number(5))],
    "ReduceLROnPlateau": [.init("factor", .number(0.1)), .init("patience", .number(10))],
  ]
}
