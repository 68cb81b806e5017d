import Testing
import Torch

private struct Pair {
  var left: Tensor
  let right: Linear
}

private indirect enum Head {
  case none
  case linear(Linear)
  case pair(first: Tensor, second: Tensor)
  case deep(Head)
}

@propertyWrapper private struct Clamped {
  var wrappedValue: Tensor
  let limits = 0...1
}

private func one() throws -> Tensor { try Tensor.full([1], 1).requiringGradient() }

private func names(_ module: some Module) -> [String] { module.namedTensors.map(\.name) }

@Suite struct TensorWalkTests {
  final class Holder<Value>: Module {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  @Test func `a dictionary is walked in the order of its keys`() throws {
    let texts = Dictionary(uniqueKeysWithValues: try "hgfedcba".map { ("\($0)", try one()) })
    #expect(names(Holder(texts)) == "abcdefgh".map { "value.\($0)" })
    let layers = Dictionary(
      uniqueKeysWithValues: try [10, -1, 9, 2].map { ($0, try Linear(1, 1, bias: false)) })
    #expect(names(Holder(layers)) == [-1, 2, 9, 10].map { "value.\($0).weight" })
    let mixed: [String: any Layer] = ["b": ReLU(), "a": try Linear(1, 1)]
    #expect(names(Holder(mixed)) == ["value.a.weight", "value.a.bias"])
  }

  @Test func `a tuple's parts are called by label or place`() throws {
    #expect(names(Holder((try one(), b: try one()))) == ["value.0", "value.b"])
    #expect(names(Holder((try Linear(1, 1, bias: false), 3, "x"))) == ["value.0.weight"])
  }

  @Test func `a structure in an optional in an array keeps its place`() throws {
    let pairs: [Pair?] = [nil, Pair(left: try one(), right: try Linear(1, 1, bias: false)), nil]
    #expect(names(Holder(pairs)) == ["value.1.left", "value.1.right.weight"])
    #expect(names(Holder([[pairs]])) == ["value.0.0.1.left", "value.0.0.1.right.weight"])
    #expect(names(Holder(pairs[1...])) == ["value.0.left", "value.0.right.weight"])
  }

  @Test func `optionals of optionals are looked through`() throws {
    let value: Tensor?? = try one()
    #expect(names(Holder(value)) == ["value"])
    let none: Tensor?? = .some(nil)
    #expect(names(Holder(none)) == [])
  }

  @Test func `a case adds its name`() throws {
    let pair = Head.pair(first: try one(), second: try one())
    let heads: [Head] = [
      .none, .linear(try Linear(1, 1, bias: false)), .deep(.deep(pair)),
    ]
    #expect(
      names(Holder(heads)) == [
        "value.1.linear.weight", "value.2.deep.deep.pair.first", "value.2.deep.deep.pair.second",
      ])
  }

  @Test func `existentials are what they hold`() throws {
    let values: [Any] = [1, try one(), "x", ["k": try one()], Pair?.none as Any]
    #expect(names(Holder(values)) == ["value.1", "value.3.k"])
    #expect(names(Holder(try one() as Any)) == ["value"])
  }

  @Test func `wrapped and lazy properties keep their names`() throws {
    final class Wrapping: Module {
      @Clamped var scale: Tensor
      let _plain: Tensor
      lazy var late: Tensor? = try? one()
      lazy var table: [String: [Double]] = [:]
      init() throws {
        _scale = Clamped(wrappedValue: try one())
        _plain = try one()
      }
    }
    let module = try Wrapping()
    #expect(names(module) == ["scale", "_plain"])
    #expect(module.unseenProperties == ["late"])
    _ = module.late
    #expect(names(module) == ["scale", "_plain", "late"])
    #expect(module.unseenProperties.isEmpty)
  }

  @Test func `what is tied counts once, under its first name, wherever it is`() throws {
    let shared = try one()
    let layer = try Linear(1, 1)
    let module = Holder((["z": shared, "a": shared], [layer], (layer, layer.weight), shared))
    #expect(names(module) == ["value.0.a", "value.1.0.weight", "value.1.0.bias"])
    #expect(module.parameterCount == 3)
  }

  @Test func `a cycle through a dictionary and a structure ends`() throws {
    struct Link { var back: Node? }
    final class Node: Module {
      var links: [String: Link] = [:]
      let weight: Tensor
      init() throws { weight = try one() }
    }
    let node = try Node()
    let other = try Node()
    node.links = ["other": Link(back: other), "self": Link(back: node)]
    other.links = ["back": Link(back: node)]
    #expect(names(node) == ["links.other.back.weight", "weight"])
    #expect(node.unseenProperties.isEmpty)
    (node.links, other.links) = ([:], [:])
  }

  @Test func `two tensors of one name have two names`() throws {
    class Parent: Module {
      private let weight: Tensor
      init() throws { weight = try one() }
    }
    final class Child: Parent {
      private let weight: Tensor
      override init() throws {
        weight = try one()
        try super.init()
      }
    }
    #expect(names(try Child()) == ["weight", "weight~2"])
  }

  @Test func `data is walked past`() throws {
    struct Point { let x, y: Double }
    struct Example {
      let text: String
      let place: Point?
    }
    // Elements by the million: a walk through each of them would take minutes.
    let texts = [String](repeating: "abc", count: 3_000_000)
    let example = Example(text: "abc", place: nil)
    let module = Holder(
      (
        ([Float](repeating: 1, count: 3_000_000), [Point?](repeating: nil, count: 3_000_000)),
        texts, [texts, texts], [0: texts], texts[1...], Set(["a"]),
        [Example](repeating: example, count: 3_000_000),
        [[Example]](repeating: [example, example], count: 3_000_000), try one()
      ))
    for _ in 0..<20 { #expect(names(module) == ["value.8"]) }
    #expect(module.unseenProperties.isEmpty)
  }

  @Test func `a long list of layers is walked to its end`() throws {
    let bare = (0..<1500).map { _ in ReLU() as any Layer }
    let layer = try Linear(1, 1, bias: false)
    #expect(names(Holder([layer] + bare + [try Linear(1, 1, bias: false)])).count == 2)
    // The first thousand hold nothing: data.
    #expect(names(Holder(bare + [layer])).isEmpty)
    #expect(names(Holder(bare[..<900] + [layer])) == ["value.900.weight"])
  }

  @Test func `what is empty has no tensors`() {
    #expect(names(Holder([Tensor]())).isEmpty)
    #expect(names(Holder([String: any Module]())).isEmpty)
    #expect(names(Holder(())).isEmpty)
    #expect(Holder([Head]()).listedTensors.isEmpty)
  }

  @Test func `no chain is too deep`() throws {
    final class Chain: Module {
      let next: [Chain?]
      let last: Tensor?
      init(_ next: Chain?, _ last: Tensor?) { (self.next, self.last) = ([next], last) }
    }
    var chain = Chain(nil, try one())
    for _ in 0..<3000 { chain = Chain(chain, nil) }
    #expect(names(chain).map(\.count) == [3000 * "next.0.".count + "last".count])
    #expect(chain.unseenProperties.isEmpty)
  }
}
