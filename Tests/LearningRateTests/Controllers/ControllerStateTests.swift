import Foundation
import LearningRate
import Testing

@Suite struct ControllerStateTests {
  private func copy(_ state: ControllerState) throws -> ControllerState {
    try JSONDecoder().decode(ControllerState.self, from: JSONEncoder().encode(state))
  }

  @Test func `a run that is stored after any measurement goes on as if it had not stopped`() throws
  {
    var random = SplitMix64(state: 71)
    for _ in 0..<250 {
      let controller = drawController(&random)
      let values = drawMeasurements(40, &random)
      var whole = controller.initialState
      var prefixes = [whole]
      var actions: [ControllerAction] = []
      for (step, value) in values.enumerated() {
        actions.append(whole.observe(value, at: step))
        prefixes.append(whole)
      }
      for (cut, prefix) in prefixes.enumerated() {
        var resumed = try copy(prefix)
        #expect(resumed == prefix && resumed.hashValue == prefix.hashValue, "\(controller)")
        let rest = (cut..<values.count).map { resumed.observe(values[$0], at: $0) }
        #expect(rest == Array(actions[cut...]), "\(controller)")
        #expect(resumed == whole, "\(controller)")
      }
    }
  }

  @Test func `a factor is finite, never negative, within its bounds, and what was answered`() {
    var random = SplitMix64(state: 72)
    var answered: Set<Substring> = []
    for _ in 0..<2_000 {
      let controller = drawController(&random)
      var state = controller.initialState
      #expect(state.factor(at: 0) == 1)
      for (step, value) in drawMeasurements(80, &random).enumerated() {
        // the same step twice, and sometimes back
        let at = step % 10 == 9 ? step - 5 : step / 2
        let before = state.factor(at: at)
        let action = state.observe(value, at: at)
        let after = state.factor(at: at)
        let isRight =
          switch action {
          case .keep: after == before
          case .stop: after == before && state.isOver
          case .changed(let from, let to): from == before && to == after && from != to
          case .restore(let from, let to): from == before && to == after
          }
        #expect(
          isRight && after >= 0.01 && after <= 3, "\(controller) \(action) \(before) \(after)")
        for far in [Int.min, Int.max] { #expect(state.factor(at: far).isFinite) }
        if action != .keep { answered.insert("\(action)".prefix(7) + "\(controller)".prefix(7)) }
      }
    }
    #expect(answered.count == 8, "\(answered)")
  }

  @Test func `a copy goes its own way`() {
    var state = Controller.plateau(factor: 0.5, patience: 0).initialState
    _ = state.observe(1, at: 0)
    let copy = state
    _ = state.observe(1, at: 1)
    #expect(state != copy && copy.factor(at: 1) == 1 && state.factor(at: 1) == 0.5)
  }

  @Test func `a state is stored beside the notation of its controller`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var state = Controller.plateau(factor: 0.5, patience: 3).initialState
    #expect(
      String(decoding: try encoder.encode(state), as: UTF8.self)
        == #"{"controller":"plateau(factor: 0.5, patience: 3)","state":{"bad":0,"cooldown":0,"factor":1}}"#
    )
    _ = state.observe(2, at: 0)
    _ = state.observe(3, at: 0)
    #expect(
      String(decoding: try encoder.encode(state), as: UTF8.self)
        == #"{"controller":"plateau(factor: 0.5, patience: 3)","state":{"bad":1,"best":2,"cooldown":0,"factor":1}}"#
    )
  }

  @Test func `the state of another controller is refused`() throws {
    let state = Controller.plateau(factor: 0.5, patience: 3).initialState
    try state.check(isOf: .plateau(factor: 0.5, patience: 3))
    let error = #expect(throws: ScheduleError.self) {
      try state.check(isOf: .greedy())
    }
    #expect(
      error?.description
        == "the controller's state must be of greedy(factor: 0.95, patience: 10); received one of plateau(factor: 0.5, patience: 3)"
    )
    #expect(throws: ScheduleError.self) {
      try state.check(isOf: .plateau(factor: 0.5, patience: 4))
    }
  }

  static let garbage: [(String, String, String)] = [
    (
      "plateau(patience: 2)", #"{"factor":1,"bad":-1,"cooldown":0}"#,
      "bad must be between 0 and 2; received -1"
    ),
    (
      "plateau(patience: 2)", #"{"factor":1,"bad":3,"cooldown":0}"#,
      "bad must be between 0 and 2; received 3"
    ),
    (
      "plateau(cooldown: 2)", #"{"factor":1,"bad":0,"cooldown":3}"#,
      "cooldown must be between 0 and 2; received 3"
    ),
    (
      "plateau()", #"{"factor":"nan","bad":0,"cooldown":0}"#,
      "factor must be between 0 and 1; received nan"
    ),
    (
      "plateau()", #"{"factor":-0.5,"bad":0,"cooldown":0}"#,
      "factor must be between 0 and 1; received -0.5"
    ),
    (
      "plateau()", #"{"factor":1,"best":"inf","bad":0,"cooldown":0}"#,
      "best must be between -1e100 and 1e100; received inf"
    ),
    (
      "slopeTest(patience: 3)", #"{"factor":1,"waited":1,"recent":[]}"#,
      "waited must be between 0 and 0; received 1"
    ),
    (
      "slopeTest(patience: 3)", #"{"factor":1,"waited":0,"recent":[1,2,3,4]}"#,
      "recent must be at most 3 measurements; received 4"
    ),
    (
      "slopeTest(patience: 3)", #"{"factor":1,"waited":0,"recent":[1,"nan"]}"#,
      "a measurement in recent must be between -1e100 and 1e100; received nan"
    ),
    (
      "greedy()", #"{"factor":11,"good":0,"bad":0,"cooldown":0,"warmup":0,"stuck":0,"recent":[]}"#,
      "factor must be between 0.01 and 10; received 11"
    ),
    (
      "greedy()", #"{"factor":1,"good":11,"bad":0,"cooldown":0,"warmup":0,"stuck":0,"recent":[]}"#,
      "good must be between 0 and 10; received 11"
    ),
    (
      "greedy()", #"{"factor":1,"good":0,"bad":0,"cooldown":0,"warmup":1,"stuck":0,"recent":[]}"#,
      "warmup must be between 0 and 0; received 1"
    ),
    (
      "greedy()", #"{"factor":1,"good":0,"bad":0,"cooldown":0,"warmup":0,"stuck":500,"recent":[]}"#,
      "stuck must be between 0 and 499; received 500"
    ),
    (
      "boldDriver()", #"{"factor":20,"ceiling":1,"improved":0,"worsened":0,"recent":[]}"#,
      "factor must be between 0.01 and 10; received 20"
    ),
    (
      "boldDriver()", #"{"factor":1,"ceiling":"nan","improved":0,"worsened":0,"recent":[]}"#,
      "ceiling must be between 0.01 and 10; received nan"
    ),
    (
      "boldDriver()", #"{"factor":1,"hurt":"-inf","improved":0,"worsened":0,"recent":[]}"#,
      "hurt must be between -1e100 and 1e100; received -inf"
    ),
    (
      "boldDriver()", #"{"factor":1,"improved":0,"worsened":2,"recent":[]}"#,
      "worsened must be between 0 and 1; received 2"
    ),
    (
      "spikeBackoff()", #"{"low":0,"streak":0,"restores":0,"recent":[]}"#,
      "low must be between 0.01 and 1; received 0"
    ),
    (
      "spikeBackoff()", #"{"low":1,"streak":0,"restores":-1,"recent":[]}"#,
      "restores must be between 0 and 3; received -1"
    ),
    (
      "spikeBackoff()", #"{"low":1,"streak":3,"restores":0,"recent":[]}"#,
      "streak must be between 0 and 2; received 3"
    ),
  ]

  @Test(arguments: garbage)
  func `a state that is none is refused in one sentence`(
    controller: String, state: String, sentence: String
  ) throws {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let data = Data(#"{"controller":"\#(controller)","state":\#(state)}"#.utf8)
    let error = #expect(throws: DecodingError.self) {
      try decoder.decode(ControllerState.self, from: data)
    }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    let name = controller.prefix { $0 != "(" }
    #expect(context.debugDescription == "the state of \(name): \(sentence)")
    #expect(context.codingPath.map(\.stringValue) == ["state"])
    #expect(context.underlyingError is ScheduleError)
  }

  @Test func `a state without its controller, or with another's fields, is refused`() {
    for text in [
      #"{"state":{"factor":1,"bad":0,"cooldown":0}}"#, #"{"controller":"plateau()"}"#,
      #"{"controller":"plateau()","state":{"low":1,"streak":0,"restores":0,"recent":[]}}"#,
      #"{"controller":"plateu()","state":{"factor":1,"bad":0,"cooldown":0}}"#,
      #"{"controller":"plateau()","state":{"factor":1,"bad":0.5,"cooldown":0}}"#, "[]", "1",
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(ControllerState.self, from: Data(text.utf8))
      }
    }
  }
}
