internal import LearningRate
internal import Search

/// The short trainings of a search. Each goes on from where it was.
final class Trials {
  /// What is to be trained at one place of the ladder.
  struct Request {
    /// The place.
    let place: Int
    /// The rate there.
    let rate: Double
    /// The number of steps, which count from the run's start.
    let steps: Int
    /// The steps over which a copy cools down before it is compared, if the schedule decays.
    var cooldown = 0
  }

  /// The run's schedule.
  let shape: SearchedSchedule
  /// The losses in the order in which they were measured.
  private(set) var measured: [RateTrial] = []
  /// The number of steps made.
  private(set) var spent = 0

  private let learner: Learner
  private let runner: TrialRunner
  private let start: Learner.Snapshot
  private let sample: FixedSample
  private let planForRate: RateFinder.PlanForRate
  private let warmupSteps: Int
  /// The number of steps that the search is to make, as far as it is known.
  private var planned: Int
  private let progress: (RateFinder.Progress) -> Bool
  /// Where the training at each place of the ladder is; nil for one that failed.
  private var reached: [Int: Learner.Snapshot?] = [:]

  init(
    of learner: Learner, on runner: TrialRunner, from start: Learner.Snapshot,
    comparedOn sample: FixedSample, _ shape: SearchedSchedule,
    plan: @escaping RateFinder.PlanForRate, warmupSteps: Int, planned: Int,
    progress: @escaping (RateFinder.Progress) -> Bool
  ) {
    (self.learner, self.runner, self.start, self.sample) = (learner, runner, start, sample)
    (planForRate, self.shape, self.warmupSteps) = (plan, shape, warmupSteps)
    (self.planned, self.progress) = (planned, progress)
  }

  /// The loss on the sample before training; call it after the first trial.
  func lossBefore() throws -> Double {
    let (start, sample) = (start, sample)
    return try runner.results(of: [
      { learner, _ in
        // What a forward pass changes is known after a step.
        try learner.restore(start)
        _ = try learner.advance(learningRate: 0)
        try learner.restore(start)
        return try learner.trialLoss(on: sample)
      }
    ]) { _ in true }[0]
  }

  /// Tells that the search is longer by so many steps than was foreseen.
  func foresee(_ steps: Int) { planned += steps }

  /// Forgets the states of the trainings at all other places.
  func keep(_ places: ClosedRange<Int>) {
    reached = reached.filter { places.contains($0.key) }
  }

  /// The losses on the sample after each of the trainings; infinite if a loss or a gradient was not
  /// finite.
  func losses(_ requests: [Request]) throws -> [Double] {
    let jobs = try requests.map { request in
      try job(request, from: reached[request.place] ?? start)
    }
    let results = try runner.results(of: jobs, progress: count)
    for (request, result) in zip(requests, results) {
      reached[request.place] = .some(result.state)
      let steps = request.steps + (shape.decays ? request.cooldown : 0)
      measured.append(
        RateTrial(
          rate: request.rate, steps: steps, loss: result.loss.isFinite ? result.loss : nil))
    }
    return results.map(\.loss)
  }

  /// The losses on the sample after whole runs at these rates, under the run's plans.
  func wholeRuns(_ rates: [Double], of steps: Int) throws -> [Double] {
    let (start, sample) = (start, sample)
    let jobs = try rates.map { rate -> TrialRunner.Job<Double> in
      let plan = try learner.grouped(planForRate(rate))
      return { learner, tell in
        try learner.restore(start)
        while learner.step < steps {
          let values = plan.values(at: learner.step, factor: 1)
          let report = try learner.advance { _ in (values, plan.groupOfParameter) }
          try tell(
            .init(
              trialRate: rate, isCooling: false, learningRate: values.learningRate,
              loss: report.loss))
          guard report.updated else { return .infinity }
        }
        return try learner.withEvaluationParameters { try learner.trialLoss(on: sample) }
      }
    }
    let losses = try runner.results(of: jobs, progress: count)
    for (rate, loss) in zip(rates, losses) {
      measured.append(RateTrial(rate: rate, steps: steps, loss: loss.isFinite ? loss : nil))
    }
    return losses
  }

  private func count(_ step: TrialRunner.Step) -> Bool {
    let current = RateFinder.Progress(
      step: spent, steps: max(planned, spent + 1), trialRate: step.trialRate,
      isCooling: step.isCooling, learningRate: step.learningRate, loss: step.loss)
    guard progress(current) else { return false }
    spent += 1
    return true
  }

  private typealias Result = (loss: Double, state: Learner.Snapshot?)

  /// The training of `request`, which goes on from `state`; one that has failed stays failed.
  private func job(
    _ request: Request, from state: Learner.Snapshot?
  ) throws -> TrialRunner.Job<Result> {
    guard let state else { return { _, _ in (.infinity, nil) } }
    let plan = try learner.grouped(planForRate(request.rate))
    let (shape, sample, warmup) = (shape, sample, Double(warmupSteps))
    let end = start.step + request.steps
    return { [begin = start.step] learner, tell in
      try learner.restore(state)
      func advance(_ factor: Double, isCooling: Bool) throws -> Bool {
        let values = plan.values(at: shape.peakStep, factor: factor)
        let report = try learner.advance { _ in (values, plan.groupOfParameter) }
        try tell(
          .init(
            trialRate: request.rate, isCooling: isCooling, learningRate: values.learningRate,
            loss: report.loss))
        return report.updated
      }
      while learner.step < end {
        let rise = Double(learner.step - begin + 1) / warmup
        guard try advance(shape.isConstant ? 1 : min(1, rise), isCooling: false) else {
          return (.infinity, nil)
        }
      }
      let here = try learner.snapshot()
      if shape.decays {
        for step in 0..<request.cooldown {
          let factor = 1 - (Double(step) + 0.5) / Double(request.cooldown)
          guard try advance(factor, isCooling: true) else { return (.infinity, here) }
        }
      }
      return (try learner.trialLoss(on: sample), here)
    }
  }
}
