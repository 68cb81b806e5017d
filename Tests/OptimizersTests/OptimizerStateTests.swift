import Foundation
import Optimizers
import Testing

@Suite struct OptimizerStateTests {
  private func state() -> OptimizerState<Float> {
    Optimizer.adamw().initialState(of: [ParameterShape("a.weight", [3]), ParameterShape("b", [17])])
  }

  @Test func `starts at zero everywhere`() {
    let state = state()
    #expect(state.count == 0)
    for slot in 0..<2 {
      #expect(Array(state.slot(slot, of: 0)) == [0, 0, 0])
      #expect(Array(state.slot(slot, of: 1)) == Array(repeating: 0, count: 17))
    }
  }

  @Test func `slots of all parameters are apart and start on cache lines`() {
    let state = state()
    for (number, (slot, parameter)) in [(0, 0), (1, 0), (0, 1), (1, 1)].enumerated() {
      let memory = state.slot(slot, of: parameter)
      #expect(UInt(bitPattern: memory.baseAddress) % 64 == 0)
      memory.update(repeating: Float(number + 1))
    }
    #expect(Array(state.slot(0, of: 0)) == [1, 1, 1])
    #expect(Array(state.slot(1, of: 0)) == [2, 2, 2])
    #expect(Array(state.slot(0, of: 1)) == Array(repeating: 3, count: 17))
    #expect(Array(state.slot(1, of: 1)) == Array(repeating: 4, count: 17))
  }

  @Test func `a checkpoint knows a slot as parameter and slot`() {
    #expect(state().slotName(0, of: 0) == "a.weight/mean")
    #expect(state().slotName(1, of: 1) == "b/square")
  }

  @Test func `a copy is equal and independent`() {
    let original = state()
    original.slot(1, of: 1)[16] = 2.5
    original.setCount(7)
    let copy = original.copied()
    #expect(copy.isIdentical(to: original))
    #expect(copy.count == 7 && copy.slot(1, of: 1)[16] == 2.5)
    copy.slot(0, of: 0)[2] = 1
    #expect(original.slot(0, of: 0)[2] == 0)
    #expect(!copy.isIdentical(to: original))
    original.restore(from: copy)
    #expect(original.slot(0, of: 0)[2] == 1)
    #expect(copy.isIdentical(to: original))
  }

  @Test func `identity is of bits`() {
    let (left, right) = (state(), state())
    #expect(left.isIdentical(to: right))
    right.setCount(1)
    #expect(!left.isIdentical(to: right))
    right.setCount(0)
    right.slot(0, of: 0)[0] = -0.0
    #expect(!left.isIdentical(to: right))
    left.slot(0, of: 0)[0] = .nan
    right.slot(0, of: 0)[0] = .nan
    #expect(left.isIdentical(to: right))
    let other: OptimizerState<Float> = Optimizer.sgd().initialState(of: left.layout.parameters)
    #expect(!left.isIdentical(to: other))
  }

  @Test func `a state of nothing is one`() {
    let empty = Optimizer.adam().initialState(of: [], as: Double.self)
    #expect(empty.isIdentical(to: empty.copied()))
    let hollow = Optimizer.adam().initialState(of: [ParameterShape("a", [0])], as: Double.self)
    #expect(hollow.slot(0, of: 0).isEmpty)
  }

  @Test func `going on from a copy gives the same numbers`() {
    var generator = Generator(4)
    let start = drawn([21], from: &generator)
    let gradients = (0..<10).map { _ in drawn([21], from: &generator) }
    let optimizer = Optimizer.adamw()
    let straight = Parameters<Float>(start)
    var state = straight.state(of: optimizer)
    for (index, gradient) in gradients.enumerated() {
      if index == 4 { state = state.copied() }
      straight.setGradients(gradient)
      optimizer.step(straight.buffers, state, learningRate: 0.01)
    }
    let again = Parameters<Float>(start)
    let other = again.state(of: optimizer)
    for gradient in gradients {
      again.setGradients(gradient)
      optimizer.step(again.buffers, other, learningRate: 0.01)
    }
    #expect(straight.numbers == again.numbers)
    #expect(state.isIdentical(to: other))
    #expect(state.count == 10)
  }

  @Test func `a stored state is the same, and what cannot be one is refused`() throws {
    let optimizer = Optimizer.nadam()
    let parameters = Parameters<Float>([[1, 2], [3]], gradients: [[4, 5], [6]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0.1)
    let data = try JSONEncoder().encode(StoredOptimizerState(state))
    let stored = try JSONDecoder().decode(StoredOptimizerState<Float>.self, from: data)
    #expect(try stored.state().isIdentical(to: state))
    let text = String(decoding: data, as: UTF8.self)
    for (found, put) in [
      (#""sizes":[2]"#, #""sizes":[-2]"#), (#""sizes":[2]"#, #""sizes":[9223372036854775807,3]"#),
      (#""sizes":[2]"#, #""sizes":[3]"#), (#""count":1"#, #""count":-1"#),
    ] {
      #expect(text.contains(found))
      let broken = Data(text.replacingOccurrences(of: found, with: put).utf8)
      let other = try JSONDecoder().decode(StoredOptimizerState<Float>.self, from: broken)
      #expect(throws: OptimizerError.self) { try other.state() }
    }
  }

  @Test func `a state of another optimizer stops the program`() async {
    await #expect(processExitsWith: .failure) {
      let shapes = [ParameterShape("layers.0.weight", [2, 2])]
      let parameters = Parameters<Float>([[1, 2, 3, 4]], sizes: [[2, 2]])
      Optimizer.adamw().step(
        parameters.buffers, Optimizer.adafactor().initialState(of: shapes), learningRate: 0.1)
    }
  }

  @Test func `mismatches stop the program`() async {
    await #expect(processExitsWith: .failure) {
      Optimizer.sgd().initialState(of: [], as: Float.self).setCount(-1)
    }
    await #expect(processExitsWith: .failure) {
      let state = Optimizer.adam().initialState(of: [ParameterShape("a", [2])], as: Float.self)
      state.restore(from: Optimizer.adam().initialState(of: [ParameterShape("a", [3])]))
    }
  }
}
