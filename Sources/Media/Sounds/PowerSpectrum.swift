internal import Foundation

/// The power spectrum of real samples by a radix-2 fast Fourier transform.
///
/// `power(k) = |Σ x(n) e^(−2πi k n / N)|²` for `k` in `0...N / 2`; `N` is a power of two.
/// Source: Cooley & Tukey, *An Algorithm for the Machine Calculation of Complex Fourier Series*, 1965.
struct PowerSpectrum {
  let size: Int
  private let cosines: [Double]
  private let sines: [Double]
  private let reversed: [Int]
  private var real: [Double]
  private var imaginary: [Double]

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
    real = [Double](repeating: 0, count: size)
    imaginary = real
  }

  /// Writes the `size / 2 + 1` powers of `samples`, of which there are `size`, into `powers`.
  mutating func compute(_ samples: [Double], into powers: inout [Double]) {
    for index in 0..<size {
      real[reversed[index]] = samples[index]
      imaginary[index] = 0
    }
    var half = 1
    while half < size {
      let stride = size / (2 * half)
      for start in Swift.stride(from: 0, to: size, by: 2 * half) {
        for offset in 0..<half {
          let (cosine, sine) = (cosines[offset * stride], sines[offset * stride])
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
    for index in 0...size / 2 {
      powers[index] = real[index] * real[index] + imaginary[index] * imaginary[index]
    }
  }
}
