// Schedules without the engine: a custom training loop requests the learning rate at every step.
import LearningRate

// y = 3x − 1, learned by gradient descent on two parameters.
let points = (0..<20).map { Double($0) / 10 }.map { (x: $0, y: 3 * $0 - 1) }
var (slope, offset) = (0.0, 0.0)

let schedule = try Schedule("cosine(from: 0.3, to: 0.01).warmup(10%)")
let steps = 300
let rate = try schedule.resolved(steps: steps)

for step in 0..<steps {
  let errors = points.map { slope * $0.x + offset - $0.y }
  let slopeGradient = 2 * zip(errors, points).reduce(0) { $0 + $1.0 * $1.1.x } / 20
  let offsetGradient = 2 * errors.reduce(0, +) / 20
  slope -= rate.value(at: step) * slopeGradient
  offset -= rate.value(at: step) * offsetGradient
  if step % 60 == 0 || step == steps - 1 {
    let loss = errors.reduce(0) { $0 + $1 * $1 } / 20
    print("step \(step)  rate \(rate.value(at: step))  loss \(loss)")
  }
}
print("y = \(slope)·x + \(offset), expected 3·x − 1")
