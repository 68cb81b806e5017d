public import Notation

// A schedule is a plan, and so takes the clauses of one: what is written after it makes the plan.
extension Schedule {
  /// A plan with this schedule as the rate; see ``Plan/scheduling(_:_:in:)``.
  public func scheduling(
    _ hyperparameter: Hyperparameter, _ schedule: Schedule, in pattern: NamePattern? = nil
  ) -> Plan {
    Plan(self).scheduling(hyperparameter, schedule, in: pattern)
  }

  /// A plan with this schedule as the rate; see ``Plan/scaled(by:in:)``.
  public func scaled(by factor: Double, in pattern: NamePattern) -> Plan {
    Plan(self).scaled(by: factor, in: pattern)
  }

  /// A plan with this schedule as the rate; see ``Plan/multiplied(by:in:)``.
  public func multiplied(by schedule: Schedule, in pattern: NamePattern) -> Plan {
    Plan(self).multiplied(by: schedule, in: pattern)
  }

  /// A plan with this schedule as the rate; see ``Plan/layerDecay(_:layers:)``.
  public func layerDecay(_ decay: Double, layers: NamePattern) -> Plan {
    Plan(self).layerDecay(decay, layers: layers)
  }

  /// A plan with this schedule as the rate; see ``Plan/weighing(_:by:)``.
  public func weighing(_ loss: String, by schedule: Schedule) -> Plan {
    Plan(self).weighing(loss, by: schedule)
  }

  /// A plan with this schedule as the rate; see ``Plan/controlled(by:of:duringWarmup:)``.
  public func controlled(
    by controller: Controller, of series: String? = nil, duringWarmup: Bool = false
  ) -> Plan {
    Plan(self).controlled(by: controller, of: series, duringWarmup: duringWarmup)
  }
}
