import Exchange
import Foundation
import LearningRate
import Notation
import Testing
import TrainingLogs

@Suite struct ControllerReplayTests {
  private func replay(
    _ controller: String, _ text: String, series: String? = "val_loss", start: Double = 0
  ) throws -> ControllerReplay {
    try ControllerReplay(
      of: Controller(controller), LogFile(Array(text.utf8), name: "log.csv"),
      choices: .init(series: series, start: start))
  }

  /// A table with an epoch's number and its loss.
  private func table(_ losses: [Double]) -> String {
    "epoch,val_loss\n" + losses.enumerated().map { "\($0.offset),\($0.element)\n" }.joined()
  }

  // torch 2.13's ReduceLROnPlateau with factor=0.1, patience=2 over these losses cuts a rate of 1 to 0.1
  // at 5 and to 0.01 at 8
  private static let losses = [1, 0.8, 0.7, 0.75, 0.71, 0.72, 0.9, 0.9, 0.9]

  @Test func `a plateau acts where PyTorch's does`() throws {
    let found = try replay("plateau(factor: 0.1, patience: 2)", table(Self.losses))
    #expect(found.acts.map(\.time) == [5, 8])
    #expect(found.acts.map(\.before) == [1, 0.1])
    #expect(zip(found.acts, [0.1, 0.01]).allSatisfy { abs($0.factor - $1) < 1e-15 })
    #expect(found.acts.allSatisfy { $0.kind == .changed })
    #expect(found.measurements.map(\.value) == Self.losses)
    #expect(found.unit == .epochs && found.counter == "epoch" && found.series == "val_loss")
  }

  @Test func `every controller acts as when it is given the measurements`() throws {
    let losses = (0..<400).map { step in
      exp(-Double(step) / 60) + 0.2 + (step == 250 ? 5 : 0) + 0.01 * sin(Double(step * step))
    }
    for word in ControllerCatalogue.standard.words {
      let controller = try Controller(word.example)
      var state = controller.initialState
      var expected: [Double] = []
      for (step, loss) in losses.enumerated() where !state.isOver {
        if state.observe(loss, at: step) != .keep { expected.append(Double(step)) }
      }
      let found = try replay(word.example, table(losses))
      #expect(found.acts.map(\.time) == expected, "\(word.example)")
      #expect(found.acts.last?.kind == (state.isOver ? .ended : found.acts.last?.kind))
    }
  }

  @Test func `what ends the run ends the replay`() throws {
    // the patience runs out at 2 and, the second time, at 4
    let found = try replay(
      "plateau(factor: 0.1, patience: 1, stopAfter: 2)", table([Double](repeating: 1, count: 50)))
    #expect(found.acts.map(\.kind) == [.changed, .ended])
    #expect(found.acts.map(\.time) == [2, 4])
    #expect(found.measurements.count == 5 && found.count == 50)
  }

  @Test func `a series without a name is the controller's own`() throws {
    let text = "step,validation loss\n" + (0..<9).map { "\($0 * 10),1\n" }.joined()
    let found = try replay("plateau(patience: 3)", text, series: nil)
    #expect(found.series == "validation loss" && found.acts.map(\.time) == [40, 80])
    // names are compared without case and punctuation
    let other = text.replacing("validation loss", with: "Validation/Loss")
    #expect(try replay("plateau(patience: 3)", other, series: nil).acts.count == 2)
  }

  @Test func `where the count falls back the last counts`() throws {
    let resumed = "epoch,val_loss\n0,1\n1,0.5\n2,9\n1,0.4\n2,0.3\n"
    let found = try replay("plateau(patience: 1)", resumed)
    #expect(found.measurements.map(\.value) == [1, 0.4, 0.3])
    #expect(
      found.notes == [
        "the count falls back once, as of a run that was resumed; of values with the same count the "
          + "last one is used"
      ])
  }

  @Test func `it listens from a count on`() throws {
    let found = try replay("plateau(factor: 0.1, patience: 2)", table(Self.losses), start: 3)
    #expect(found.measurements.first?.time == 3)
    #expect(found.count == 6)
  }

  @Test func `what is no number is given to the controller as it is`() throws {
    let text = "epoch,val_loss\n0,1\n1,nan\n2,nan\n3,nan\n"
    #expect(try replay("plateau(patience: 1, nonFinite: bad)", text).acts.map(\.time) == [2])
    #expect(try replay("plateau(patience: 1, nonFinite: ignore)", text).acts.isEmpty)
  }

  @Test func `a log of epochs in parts is counted by its measurements`() throws {
    let text = "epoch,val_loss\n0.5,1\n1.0,1\n1.5,1\n2.0,1\n"
    #expect(try replay("plateau(patience: 1)", text).acts.map(\.time) == [1.5])
  }

  @Test func `a series that is not there is answered with those that are`() {
    let error = #expect(throws: ExchangeError.self) {
      try replay("plateau(patience: 4)", "epoch,loss,valloss\n0,1,1\n", series: "val_los")
    }
    #expect(
      error?.description
        == "log.csv: the log must have a series 'val_los', or --series name another; "
        + "received loss, valloss, epoch; did you mean 'valloss'?")
  }

  @Test func `too few measurements are told`() {
    let error = #expect(throws: ExchangeError.self) {
      try replay("plateau(patience: 4)", table([1, 1, 1]))
    }
    #expect(
      error?.description == "log.csv: 'val_loss' must be measured at least 6 times for "
        + "plateau(factor: 0.1, patience: 4) to act; received 3")
  }

  @Test func `what is no log is refused`() {
    #expect(throws: LogError.self) {
      try replay("plateau(patience: 4)", #"{"last_epoch": 3}"#)
    }
  }
}
