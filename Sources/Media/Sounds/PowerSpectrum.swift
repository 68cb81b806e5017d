internal import Foundation

/// The power spectrum of real samples by a radix-2 fast Fourier transform.
///
/// `power(k) = |Σ x(n) e^(−2πi k n / N)|²` for `k` in `0...N / 2`; `N` is a power of two. Source:
/// Cooley & Tukey, *An Algorithm for the Machine Calculation of Complex Fourier Series*, 1965.
struct PowerSpectrum: Sendable {
  let size: Int
  private let cosines: [Double]
  private let sines: [Double]
  /// Where each sample goes: the bits of its index in reverse.
  private let reversed: [Int]

  init(size: Int) {
    precondition(
      size >= 2 && size & (size - 1) == 0, "a size must be a power of two from 2; received \(size)")
    self.size = size
    let angles = (0..<size / 2).map { -2 * Double.pi * Double($0) / Double(size) }
    cosines = angles.map { cos($0) }
    sines = angles.map { sin($0) }
    let bits = size.trailingZeroBitCount
    reversed = (0..<size).map { index in
      (0..<bits).reduce(0) { $0 << 1 | index >> $1 & 1 }
    }
  }

  /// The `size / 2 + 1` powers of `samples`, of which there are `size`.
  func powers(of samples: [Double]) -> [Double] {
    var real = reversed.map { samples[$0] }
    var imaginary = [Double](repeating: 0, count: size)
    real.withUnsafeMutableBufferPointer { real in
      imaginary.withUnsafeMutableBufferPointer { transform(real, $0) }
    }
    return (0...size / 2).map { real[$0] * real[$0] + imaginary[$0] * imaginary[$0] }
  }

  private func transform(
    _ real: UnsafeMutableBufferPointer<Double>, _ imaginary: UnsafeMutableBufferPointer<Double>
  ) {
    var half = 1
    while half < size {
      let step = size / (2 * half)
      for start in stride(from: 0, to: size, by: 2 * half) {
        for offset in 0..<half {
          let (cosine, sine) = (cosines[offset * step], sines[offset * step])
          let (low, high) = (start + offset, start + offset + half)
          let turnedReal = real[high] * cosine - imaginary[high] * sine
          let turnedImaginary = real[high] * sine + imaginary[high] * cosine
          real[high] = real[low] - turnedReal
          imaginary[high] = imaginary[low] - turnedImaginary
          real[low] += turnedReal
          imaginary[low] += turnedImaginary
        }
      }
      half *= 2
    }
  }
}
