import Foundation
import LearningRate
import Testing

/// What a scheduler of another library gives, for 20 random draws of its parameters.
///
/// `scripts/conformance/generate.py` wrote it from the real package; `encode.py` there says how.
struct ReferenceScheduler: Decodable {
  struct Curve: Decodable {
    let notation: String
    let steps: Int
    let count: Int
    let exponent: Int
    let order: Int
    /// Steps that are not compared; the scheduler's remark says why.
    let leftOut: [Int]
    /// Read from the file of values, beside the index.
    var values: [Double] = []

    private enum CodingKeys: CodingKey { case notation, steps, count, exponent, order, leftOut }
  }

  let name: String
  /// The general form in Anneal's notation.
  let form: String
  let precision: String
  let remark: String
  var curves: [Curve]

  /// The largest share of a curve's maximum by which ours may differ.
  var target: Double { precision == "double" ? 1e-9 : 1e-5 }

  /// The largest difference from ours as a share of the curve's maximum, and where it is.
  func deviation() throws -> (share: Double, place: String) {
    var largest = (share: 0.0, place: "")
    for curve in curves {
      let ours = try Schedule(curve.notation).resolved(steps: curve.steps)
      let peak = curve.values.reduce(0) { max($0, $1.magnitude) }
      for (step, value) in curve.values.enumerated() where !curve.leftOut.contains(step) {
        let share = (ours.value(at: step) - value).magnitude / peak
        // written so that a NaN counts as larger
        if !(share <= largest.share) { largest = (share, "step \(step) of \(curve.notation)") }
      }
    }
    return largest
  }
}

/// All schedulers of one library.
struct ReferenceLibrary: Decodable {
  let package: String
  var schedulers: [ReferenceScheduler]

  static let names = [
    "pytorch", "keras", "optax", "timm", "transformers", "composer", "fastai",
  ]

  /// The schedulers of all libraries; those of one that cannot be read are missing.
  static let schedulers = names.flatMap { (try? read($0))?.schedulers ?? [] }

  /// Reads the index and the values of a library.
  static func read(_ name: String) throws -> ReferenceLibrary {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Resources/Conformance").standardizedFileURL
    var library = try JSONDecoder().decode(
      ReferenceLibrary.self, from: Data(contentsOf: folder.appending(path: "\(name).json")))
    var values = DifferenceReader(try Data(contentsOf: folder.appending(path: "\(name).values")))
    for s in library.schedulers.indices {
      for c in library.schedulers[s].curves.indices {
        let curve = library.schedulers[s].curves[c]
        library.schedulers[s].curves[c].values = try values.next(
          curve.count, order: curve.order, exponent: curve.exponent)
      }
    }
    guard values.isAtEnd else { throw CocoaError(.fileReadCorruptFile) }
    return library
  }
}

extension ReferenceScheduler: CustomTestStringConvertible {
  var testDescription: String { name }
}

/// Reads whole numbers of variable length that are differences of some order.
struct DifferenceReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ data: Data) { bytes = Array(data) }

  var isAtEnd: Bool { position == bytes.count }

  mutating func next(_ count: Int, order: Int, exponent: Int) throws -> [Double] {
    // sums[k] is the last difference of order k, and sums[0] the last value
    var sums = [Int](repeating: 0, count: order + 1)
    var values: [Double] = []
    for _ in 0..<count {
      sums[order] = try nextNumber()
      for k in stride(from: order - 1, through: 0, by: -1) { sums[k] += sums[k + 1] }
      values.append(Double(sign: .plus, exponent: exponent, significand: Double(sums[0])))
    }
    return values
  }

  private mutating func nextNumber() throws -> Int {
    var (zigzag, shift) = (0, 0)
    while position < bytes.count {
      let byte = Int(bytes[position])
      position += 1
      zigzag |= (byte & 127) << shift
      if byte < 128 { return zigzag & 1 == 0 ? zigzag / 2 : -(zigzag / 2) - 1 }
      shift += 7
    }
    throw CocoaError(.fileReadCorruptFile)
  }
}
