import Foundation
import Programs
import Search
import Testing

@Suite(.timeLimit(.minutes(2))) struct ProgramRateSearchTests {
  @Test(arguments: [3e-4, 0.003, 0.2])
  func `the best rate is found from wherever the search begins`(typical: Double) throws {
    var searcher = try Searcher()
    searcher.typical = typical
    let found = try searcher.find(python: Searcher.curve, "{rate}", "{steps}")
    #expect((0.006...0.016).contains(found.suggestion.rate), "\(found.suggestion.rate)")
    #expect(found.series?.description == "loss")
    #expect(found.trials.allSatisfy { $0.planned == 20 || $0.planned == 40 })
    #expect(found.suggestion.interval.contains(0.01))
  }

  @Test func `a budget of three runs has two trials more around the best`() throws {
    var searcher = try Searcher()
    searcher.budget = .threefold
    let found = try searcher.find(python: Searcher.curve, "{rate}", "{steps}")
    #expect(found.trials.filter { $0.planned == 120 }.count == 5)
    #expect((0.0085...0.0118).contains(found.suggestion.rate), "\(found.suggestion.rate)")
  }

  @Test func `a run that is too short gets the rate to begin at`() throws {
    var searcher = try Searcher()
    searcher.steps = 9
    let found = try searcher.find(["no-such-program", "{rate}"])
    #expect(found.suggestion.isTypical && found.suggestion.rate == 0.003 && found.trials.isEmpty)
    #expect(found.suggestion.interval == 0.000_136...0.066)
  }

  @Test func `a validation loss decides over the training loss`() throws {
    // the training loss is lowest at the highest rate
    let program = """
      import math, sys
      rate, steps = float(sys.argv[1]), int(sys.argv[2])
      for t in range(steps):
          print(f'step {t} train loss {3 * math.exp(-rate * t):.5f}')
          if t % 4 == 3:
              end = 0.1 + 0.1 * math.log(rate / 0.01) ** 2
              print(f'step {t} val loss {3 + (end - 3) * (t / steps):.5f}')
      """
    let found = try Searcher().find(python: program, "{rate}", "{steps}")
    #expect(found.series?.description == "validation loss")
    #expect((0.005...0.02).contains(found.suggestion.rate), "\(found.suggestion.rate)")
  }

  /// A program of its own length, whose loss falls from 3 and is lowest at the end for a rate of 0.01.
  private func untold(steps: Int, decay: Int, line: String) -> String {
    """
    import math, sys, time
    rate = float(sys.argv[1])
    end = 0.1 + 0.1 * math.log(rate / 0.01) ** 2
    for t in range(\(steps) + 1):
        print(f'\(line) {3 + (end - 3) * (1 - math.exp(-t / \(decay))):.5f}')
        time.sleep(0.003)
    """
  }

  @Test func `a program that is not told its length is stopped at the step`() throws {
    let program = untold(steps: 200, decay: 10, line: "step {t}: loss")
    let found = try Searcher().find(python: program, "{rate}")
    #expect((0.003...0.02).contains(found.suggestion.rate), "\(found.suggestion.rate)")
    #expect(found.trials.allSatisfy { $0.steps < 120 }, "\(found.trials)")
  }

  @Test func `without steps in the lines, the first run says how many losses there are`() throws {
    let program = untold(steps: 100, decay: 5, line: "loss")
    let found = try Searcher().find(python: program, "{rate}")
    #expect((0.003...0.02).contains(found.suggestion.rate), "\(found.suggestion.rate)")
    #expect(found.trials[0].steps == 200)
    #expect(found.trials.dropFirst().allSatisfy { $0.steps < 150 }, "\(found.trials)")
  }

  @Test func `a log in the trial's folder is read`() throws {
    var searcher = try Searcher()
    searcher.source = LossSource(log: "{folder}/metrics.csv")
    let program = """
      import math, sys
      rate, steps = float(sys.argv[1]), int(sys.argv[2])
      with open(sys.argv[3] + '/metrics.csv', 'w') as file:
          file.write('step,train_loss\\n')
          for t in range(steps):
              end = 0.1 + 0.1 * math.log(rate / 0.01) ** 2
              file.write(f'{t},{3 + (end - 3) * t / steps:.5f}\\n')
      """
    let found = try searcher.find(python: program, "{rate}", "{steps}", "{folder}")
    #expect((0.006...0.016).contains(found.suggestion.rate), "\(found.suggestion.rate)")
    #expect(found.series?.description == "training loss")
  }

  @Test func `of a log that all trials add to, what is new counts`() throws {
    var searcher = try Searcher()
    let log = searcher.sandbox.folder.appendingPathComponent("all.jsonl").path
    try searcher.sandbox.write(
      "{\"step\": 1, \"loss\": 1e-9}\n{\"step\": 2, \"loss\": 1e-9}\n", to: "all.jsonl")
    searcher.source = LossSource(log: log)
    let program = """
      import math, sys
      rate, steps = float(sys.argv[1]), int(sys.argv[2])
      with open(sys.argv[3], 'a') as file:
          for t in range(steps):
              end = 0.1 + 0.1 * math.log(rate / 0.01) ** 2
              file.write('{"step": %d, "loss": %.5f}\\n' % (t, 3 + (end - 3) * t / steps))
      """
    let found = try searcher.find(python: program, "{rate}", "{steps}", log)
    #expect((0.006...0.016).contains(found.suggestion.rate), "\(found.suggestion.rate)")
  }

  @Test func `a schedule is exported for each trial`() throws {
    let program = """
      import json, sys
      rates = [float(line.split(',')[1]) for line in list(open(sys.argv[1]))[1:]]
      import math
      end = 0.1 + 0.1 * math.log(max(rates) / 0.01) ** 2
      for t in range(len(rates)):
          print(f'step {t}: loss {3 + (end - 3) * t / len(rates):.5f}')
      """
    let found = try Searcher().find(python: program, "{schedule:csv}", "{steps}")
    #expect((0.006...0.016).contains(found.suggestion.rate), "\(found.suggestion.rate)")
  }
}
