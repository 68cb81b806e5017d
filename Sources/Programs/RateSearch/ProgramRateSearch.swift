internal import Foundation
internal import LearningRate
internal import Search

/// Finds the peak rate of a program by short runs of it.
///
/// N is the number of steps of the run, p the typical rate.
///
/// 1. Trials at p, 4.64·p and 21.5·p, side by side. While the best one is the lowest or the highest,
///    more are made beyond it, at most six.
/// 2. The best one and its neighbours at the longer length.
/// 3. y is the minimum of a parabola through ln loss over ln rate, for the best and its neighbours. Trials
///    that are much shorter than the run favour rates that are too high; then, if y > p, ln x = ln p +
///    ¾·(ln y − ln p). Otherwise x = y.
///
/// A program that is told its length makes trials that are whole runs. One that is not makes whole runs
/// that are stopped by a signal, and what they printed until then counts.
///
/// All decisions are functions of what the trials printed, so that a search which is resumed gives the
/// same answer. `docs/programs.md` says how losses are read.
package final class ProgramRateSearch {
  /// Called often; returns false to stop.
  package typealias Report = (SearchProgress) -> Bool

  let settings: SearchSettings
  let study: Study
  /// Whether trials are the first part of a run, since the program is not told its length.
  let isPart: Bool
  private let pool: TrialPool
  private let plan: Plan?
  private let report: Report
  private let fault: SearchFault
  /// The trials that were ordered, with their places on the ladder.
  var placed: [PlacedTrial] = []
  /// The series by which the ladder's trials are compared.
  var choice: SeriesName?
  /// The trial with which longer ones are compared while they run.
  private var leader: Int?
  let start = ContinuousClock.now
  let numbersBefore: Set<Int>

  /// A trial and its place on the ladder, which may lie between two steps.
  struct PlacedTrial {
    let place: Double
    let rate: Double
    let order: TrialOrder
    var steps: Int { order.steps ?? 0 }
  }

  /// A search whose trials are kept in `study`; those that are there already are not made again.
  ///
  /// - Throws: ``ProgramError`` if the command or the reading of losses has no meaning.
  package init(
    _ settings: SearchSettings, _ study: Study, parallel: Int, silence: Double,
    report: @escaping Report
  ) throws {
    let template = try settings.template()
    try settings.source.check()
    (self.settings, self.study, self.report) = (settings, study, report)
    isPart = !template.placeholders.contains("steps")
    let exports = template.placeholders.contains { $0.hasPrefix("schedule:") }
    plan =
      exports ? try Plan(settings.schedule ?? SearchSettings.defaultSchedule) : nil
    pool = TrialPool(
      study,
      TrialSetting(
        template, source: settings.source, workingFolder: settings.workingFolder,
        parallel: parallel, silence: silence))
    fault = SearchFault(study: study)
    numbersBefore = Set(study.records.map(\.order.number))
  }

  /// Searches.
  ///
  /// - Throws: ``ProgramError`` for a program that cannot be searched, or if it was stopped.
  package func find() throws -> ProgramSuggestion {
    let typical = settings.typicalRate
    if settings.budget == .none || settings.budget.fault(of: settings.steps) != nil {
      let reason = settings.budget.fault(of: settings.steps) ?? "a search was not asked for"
      return ProgramSuggestion(
        suggestion: RateSuggestion(typical: typical, budget: settings.budget), trials: [],
        series: nil, fault: reason)
    }
    let (short, long) = settings.budget.lengths(of: settings.steps)
    var lost: Set<Int> = []
    while true {
      let ladder = try climb(short, without: lost)
      guard let best = ladder.best else {
        throw fault.nothingTrains(records(of: placed), placed.map(\.rate))
      }
      guard long > short else { return suggestion(ladder, at: ladder.minimum ?? 0) }
      let last = try compareLonger(ladder, around: best, steps: long)
      guard let lastBest = last.ladder.best else {
        // all three broke down later: the search goes on elsewhere
        lost.formUnion((best - 1)...(best + 1))
        continue
      }
      guard settings.budget.isFine else {
        return suggestion(last.ladder, at: last.ladder.minimum ?? 0)
      }
      return suggestion(last.ladder, at: try refine(last, around: lastBest, steps: long))
    }
  }

  /// The trials of the ladder, until the best one lies between two.
  private func climb(_ steps: Int, without lost: Set<Int>) throws -> RateLadder {
    var ladder = scored(steps, without: lost)
    while let places = ladder.nextPlaces(settings.width) {
      let isFirst = placed.isEmpty
      for place in places { _ = add(place: Double(place), steps: steps) }
      let new = Array(placed.suffix(places.count))
      let records = try run(new)
      if choice == nil { choice = bestSeries(of: placed.filter { $0.steps == steps }) }
      if isFirst { try checkRates(new, records, steps) }
      ladder = scored(steps, without: lost)
    }
    return ladder
  }

  /// The best trial and its neighbours, longer.
  private func compareLonger(
    _ ladder: RateLadder, around best: Int, steps: Int
  ) throws -> Longer {
    var new: [PlacedTrial] = []
    // the leader first, so that the others can be compared with it
    for place in [best, best - 1, best + 1] where ladder.losses[place]?.isFinite ?? true {
      new.append(add(place: Double(place), steps: steps))
    }
    leader = new[0].order.number
    _ = try run(new)
    return longer(new, leader: new[0], typical: ladder.typical, best: best)
  }

  /// Two more trials, half a step around the best; returns the place of the minimum.
  private func refine(_ last: Longer, around best: Int, steps: Int) throws -> Double {
    let new = [-0.5, 0.5].map { add(place: Double(best) + $0, steps: steps) }
    _ = try run(new)
    var fine = RateLadder(typical: last.ladder.typical)
    for (trial, score) in last.scores {
      fine.record(score.loss, at: trial.doubled, before: .infinity)
    }
    for trial in new {
      fine.record(
        score(trial, by: last.series, last.leader).loss, at: trial.doubled, before: .infinity)
    }
    return (fine.minimum ?? 0) / 2
  }

  private func add(place: Double, steps: Int) -> PlacedTrial {
    let rate = RateLadder(typical: settings.typicalRate).trialRate(at: place)
    let values = [
      "rate": RateText.text(rate), "steps": "\(steps)", "seed": "\(settings.seed)",
    ]
    let order = TrialOrder(number: placed.count + 1, values: values, steps: steps)
    let trial = PlacedTrial(place: place, rate: rate, order: order)
    placed.append(trial)
    return trial
  }

  private func run(_ trials: [PlacedTrial]) throws -> [TrialRecord] {
    var watch = TrialPool.Watch()
    watch.isEnough = { [unowned self] in isEnough($0, beside: $1, leader: leader) }
    watch.mayStart = { [unowned self] in mayStart($0, beside: $1) }
    watch.hasEnded = { [unowned self] in try check($0) }
    watch.isWanted = { [unowned self] in report(progress($0)) }
    watch.valuesInFolder = { [unowned self] in try schedules(for: $0, in: $1) }
    return try pool.run(trials.map(\.order), watch)
  }

  /// The first trial, at the typical rate, must show that the program can be searched.
  private func check(_ record: TrialRecord) throws {
    guard record.order.number == 1 else { return }
    if case .hung(let seconds) = record.end { throw fault.hang(record, seconds) }
    guard record.losses.count == 0 else { return }
    throw record.hasCrashed ? fault.crash(record) : fault.noLoss(record, settings.source)
  }

  /// Checks that the losses differ between rates that are far apart.
  private func checkRates(
    _ trials: [PlacedTrial], _ records: [TrialRecord], _ steps: Int
  ) throws {
    guard let choice, records.count == trials.count, records.count > 2 else { return }
    let curves = records.map { losses($0, steps)[choice]?.values ?? [] }
    guard let first = curves.first, !first.isEmpty, first.allSatisfy(\.isFinite),
      curves.allSatisfy({ $0 == first })
    else { return }
    throw fault.ignoresRate(records[0], trials[0].rate, trials[trials.count - 1].rate)
  }

  private func schedules(for order: TrialOrder, in folder: URL) throws -> [String: String] {
    guard let plan, let rate = order.values["rate"].flatMap(Double.init) else { return [:] }
    let steps = isPart ? settings.steps : order.steps ?? settings.steps
    let scaled = try ScheduleFile.scaled(plan, to: rate, steps: steps)
    var values: [String: String] = [:]
    for name in try settings.template().placeholders {
      guard let target = ScheduleFile.target(of: name) else { continue }
      values[name] = try ScheduleFile.write(scaled, to: target, steps: steps, in: folder)
    }
    return values
  }
}
