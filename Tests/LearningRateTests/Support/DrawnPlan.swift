import LearningRate
import Notation

/// The parameters that drawn plans are for.
let drawnNames = [
  "embed.weight", "blocks.0.weight", "blocks.0.bias", "blocks.1.weight", "blocks.1.bias",
  "head.weight", "head.bias",
]

/// Draws a plan that fits a run of 96 steps with 8 steps per epoch; clauses of different kinds
/// contradict each other in some draws only when plan and names meet.
func drawPlan(_ random: inout SplitMix64) -> Plan {
  var plan = Plan(drawSchedule(depth: 2, &random))
  let patterns: [NamePattern] = ["*", "*.bias", "blocks.#.*", "head.*", "embed.weight", "nothing"]
  for index in 0..<Int.random(in: 0...4, using: &random) {
    let pattern = patterns.randomElement(using: &random)!
    let schedule = drawSchedule(depth: 2, &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: plan = plan.scaled(by: drawRate(&random), in: pattern)
    case 1: plan = plan.multiplied(by: schedule, in: pattern)
    case 2: plan = plan.weighing("loss \(index)", by: schedule)
    case 3:
      plan = plan.controlled(
        by: drawController(&random), of: ["loss", nil][index % 2],
        duringWarmup: .random(using: &random))
    case 4 where index == 0: plan = plan.layerDecay(0.75, layers: "blocks.#.*")
    case 4: plan = plan.scheduling(Hyperparameter("beta\(index)"), schedule)
    default: plan = plan.scheduling(Hyperparameter("decay\(index)"), schedule, in: pattern)
    }
  }
  return plan
}
