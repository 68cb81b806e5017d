import Foundation
import Synchronization
import Testing
import Torch

private func one() throws -> Tensor { try Tensor.full([1], 1).requiringGradient() }

private final class Box<Value> {
  var value: Value
  init(_ value: Value) { self.value = value }
}

private final class Key: Module, Hashable {
  let weight: Tensor
  init() throws { weight = try one() }
  static func == (left: Key, right: Key) -> Bool { left === right }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

private struct Named: Hashable, CustomStringConvertible {
  let number: Int
  var description: String { "same" }
}

@Suite struct UnseenPropertiesTests {
  final class Holder<Value>: Module {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  @Test func `a function is told`() throws {
    final class Activated: Module {
      let weight: Tensor
      let activation: (Tensor) throws(TorchError) -> Tensor
      let hooks: [@Sendable () -> Void] = [{}, {}]
      let after: (() async -> Int)?
      let never: (() -> Void)? = nil
      init() throws {
        weight = try one()
        let captured = try one()
        activation = { (input) throws(TorchError) in try input * captured }
        after = { 1 }
      }
    }
    let module = try Activated()
    #expect(module.namedTensors.map(\.name) == ["weight"])
    #expect(module.unseenProperties == ["activation", "hooks", "after"])
    #expect(Holder([module]).unseenProperties.first == "value.0.activation")
  }

  @Test func `an object that leads to a tensor is told, another is not`() throws {
    #expect(Holder(Box(try one())).unseenProperties == ["value"])
    #expect(Holder(Box(Box(["a": try Linear(1, 1)]))).unseenProperties == ["value"])
    #expect(Holder(Box({})).unseenProperties == ["value"])
    #expect(Holder([Box(1), Box(2)]).unseenProperties.isEmpty)
    #expect(Holder([Box(try one()), Box(try one())]).unseenProperties == ["value"])
    #expect(Holder(Box(["a": ["text"]])).unseenProperties.isEmpty)
  }

  @Test func `an object that leads only to what is found is not told`() throws {
    final class Owner: Module {
      let box: Box<(any Module)?> = Box(nil)
      let weight: Tensor
      weak var observer: Box<Tensor>?
      unowned let parent: Box<Int>
      init(_ parent: Box<Int>) throws {
        self.parent = parent
        weight = try one()
      }
    }
    let parent = Box(1)
    let owner = try Owner(parent)
    owner.box.value = owner
    let observer = Box(owner.weight)
    owner.observer = observer
    #expect(owner.unseenProperties.isEmpty)
    observer.value = try one()
    #expect(owner.unseenProperties == ["observer"])
    owner.box.value = nil
  }

  @Test func `an object that goes round in circles or too far ends`() throws {
    final class Link {
      var next: Link?
    }
    let ring = Link()
    ring.next = ring
    #expect(Holder(ring).unseenProperties.isEmpty)
    ring.next = nil
    let links = (0..<20_000).map { _ in Link() }
    for (link, next) in zip(links, links.dropFirst()).prefix(2000) { link.next = next }
    #expect(Holder(links[0]).unseenProperties.isEmpty)
    for (link, next) in zip(links, links.dropFirst()) { link.next = next }
    #expect(Holder(links[0]).unseenProperties == ["value"])
    for link in links { link.next = nil }
  }

  @Test func `a set is told if it holds a tensor`() throws {
    #expect(Holder(Set([try Key()])).unseenProperties == ["value"])
    #expect(Holder(Set([try Key()])).namedTensors.isEmpty)
    let key = try Key()
    #expect(Holder((Set([key]), [key])).unseenProperties.isEmpty)
    #expect(Holder(Set([Named(number: 1)])).unseenProperties.isEmpty)
    #expect(Holder(Set([1, 2])).unseenProperties.isEmpty)
  }

  @Test func `keys that read the same are told`() throws {
    let dictionary = [Named(number: 1): try one(), Named(number: 2): try one()]
    #expect(Holder(dictionary).namedTensors.isEmpty)
    #expect(Holder(dictionary).unseenProperties == ["value"])
  }

  @Test func `what cannot be copied is told`() throws {
    final class Guarded: Module {
      let state = Mutex<Int>(0)
    }
    #expect(Guarded().unseenProperties == ["state"])
  }

  @Test func `the system's own objects are not told`() {
    let values: [Any] = [
      URL(fileURLWithPath: "/"), Data([1, 2]), Date(), NSLock(), JSONDecoder(), \String.count,
      Locale.current, FileManager.default, UUID(), "text", Character("x"), 1...2,
    ]
    #expect(Holder(values).unseenProperties.isEmpty)
  }
}
