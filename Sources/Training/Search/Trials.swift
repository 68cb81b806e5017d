internal import LearningRate
internal import Search

/// The short trainings of a search. Each goes on from where it was.
final class Trials {
  /// The run's schedule.
  let shape: SearchedSchedule
  /// The losses in the order in which they were measured.
  private(set) var measured: [RateTrial] = []
  /// The number of steps made.
  private(set) var spent = 0

  private let learner: Learner
  private let start: Learner.Snapshot
  private let sample: FixedSample
  private let planForRate: RateFinder.PlanForRate
  private let warmupSteps: Int
  private var planned: Int
  private let progress: (RateFinder.Progress) -> Bool
  /// Where the training at each place of the ladder is; nil for one that failed.
  private var reached: [Int: Learner.Snapshot?] = [:]

  init(
    of learner: Learner, from start: Learner.Snapshot, on sample: FixedSample,
    _ shape: SearchedSchedule,
    plan: @escaping RateFinder.PlanForRate, warmupSteps: Int, planned: Int,
    progress: @escaping (RateFinder.Progress) -> Bool
  ) {
    (self.learner, self.start, self.sample, self.shape) = (learner, start, sample, shape)
    (planForRate, self.warmupSteps, self.planned) = (plan, warmupSteps, planned)
    self.progress = progress
  }

  /// The loss on the sample before training; call it after the first trial.
  func lossBefore() throws -> Double {
    try learner.restore(start)
    return try learner.trialLoss(on: sample)
  }

  /// Tells that the search is shorter by so many steps than was foreseen.
  func leaveOut(_ steps: Int) { planned -= steps }

  /// Forgets the states of the trainings at all other places.
  func keep(_ places: ClosedRange<Int>) {
    reached = reached.filter { places.contains($0.key) }
  }

  /// The loss on the sample after so many steps at `rate`, which count from the run's start; infinite
  /// if a loss or a gradient was not finite.
  ///
  /// - Parameters:
  ///   - cooldown: if the schedule decays, the steps over which a copy then cools down first.
  ///   - planning: the steps by which the search is longer than was foreseen.
  func loss(
    at place: Int, _ rate: Double, after steps: Int, coolingOver cooldown: Int = 0,
    planning: Int
  ) throws -> Double {
    planned += planning
    let plan = try learner.grouped(planForRate(rate))
    let from = reached[place] ?? start
    var isTraining = from != nil
    if let from { try learner.restore(from) }
    func advance(_ factor: Double, isCooling: Bool) throws {
      let values = plan.values(at: shape.peakStep, factor: factor)
      let report = try learner.advance { _ in (values, plan.groupOfParameter) }
      let current = RateFinder.Progress(
        step: spent, steps: max(planned, spent + 1), trialRate: rate, isCooling: isCooling,
        learningRate: values.learningRate, loss: report.loss)
      guard progress(current) else { throw SearchError.stopped }
      spent += 1
      isTraining = report.updated
    }
    while isTraining, learner.step - start.step < steps {
      let rise = Double(learner.step - start.step + 1) / Double(warmupSteps)
      try advance(shape.isConstant ? 1 : min(1, rise), isCooling: false)
    }
    // After a cooldown the search is over, or the place has failed.
    reached[place] = .some(isTraining && cooldown == 0 ? try learner.snapshot() : nil)
    if shape.decays {
      for step in 0..<cooldown where isTraining {
        try advance(1 - (Double(step) + 0.5) / Double(cooldown), isCooling: true)
      }
    }
    let loss = isTraining ? try learner.trialLoss(on: sample) : .infinity
    measured.append(
      RateTrial(
        rate: rate, steps: steps + (shape.decays ? cooldown : 0),
        loss: loss.isFinite ? loss : nil))
    return loss
  }
}
