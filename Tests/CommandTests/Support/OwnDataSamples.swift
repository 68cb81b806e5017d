import Foundation

/// Small files of a user.
enum OwnDataSamples {
  /// A table with a size, a place, whether it was sold, and a price.
  static func table(rows: Int = 50) -> String {
    "size,place,sold,price\n"
      + (0..<rows).map { row in
        "\(row * 17 % 50).5,\(["north", "south", "west"][row * 7 % 3]),"
          + "\(row * 17 % 50 > 20 ? "yes" : "no"),\(row * 17 % 50 * 3 + row % 4).25\n"
      }.joined()
  }

  /// A grey PNG of 8 × 8 pixels, written by Python's zlib.
  static let picture = [UInt8](
    Data(
      base64Encoded:
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAATUlEQVR42mPgEpSQV9M1sWbgFZFW0jQwt2MQEJdT"
        + "1TG2cmQQllLU0DezdWEQk1XRNrJ0cGeQVFDXM7Vx9mKQUdYytLB382UA63XyDAAAaLcLQUYSUvcAAAAASUVORK5C"
        + "YII=")!)

  /// A WAV file of 8,000 samples in a second, of 16 bits each: a tone.
  static func recording(samples: Int) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let tone = (0..<samples).flatMap { little(Int(8000 * sin(Double($0) / 4)), 2) }
    return Array("RIFF".utf8) + little(36 + 2 * samples, 4) + Array("WAVEfmt ".utf8)
      + little(16, 4) + little(1, 2) + little(1, 2) + little(8000, 4) + little(16_000, 4)
      + little(2, 2) + little(16, 2) + Array("data".utf8) + little(2 * samples, 4) + tone
  }
}
