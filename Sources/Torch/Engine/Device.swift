internal import CTorch

/// Where a tensor lives and is computed.
public struct Device: Hashable, Sendable, CustomStringConvertible {
  /// A kind of device.
  public enum Kind: Int, Hashable, Sendable {
    /// The processor.
    case cpu
    /// An NVIDIA graphics card, through CUDA.
    case cuda
    /// Apple's graphics cards, through Metal.
    case mps
  }

  /// The kind of device.
  public let kind: Kind
  /// Which device of its kind, from zero.
  public let index: Int

  /// The processor.
  public static let cpu = Device(kind: .cpu, index: 0)
  /// Apple's graphics card.
  public static let mps = Device(kind: .mps, index: 0)
  /// The NVIDIA card with this index.
  ///
  /// - Precondition: the index is in 0 ... 127, which is as far as libtorch counts.
  public static func cuda(_ index: Int = 0) -> Device {
    precondition(indices.contains(index), "index must be in 0 ... 127; received \(index)")
    return Device(kind: .cuda, index: index)
  }

  /// The fastest device that is present: CUDA, then MPS, then the processor.
  public static var best: Device {
    [Device.cuda(), .mps].first(where: \.isAvailable) ?? .cpu
  }

  /// Whether this libtorch can use the device on this machine.
  public var isAvailable: Bool { ct_device_available(kind.code, Int32(index)) }

  /// `cpu`, `mps`, or `cuda:0`.
  public var description: String {
    switch kind {
    case .cpu: "cpu"
    case .mps: "mps"
    case .cuda: "cuda:\(index)"
    }
  }

  /// The device that ``description`` names (`cuda` alone is `cuda:0`), or nil.
  public init?(_ description: String) {
    switch description {
    case "cpu": self = .cpu
    case "mps": self = .mps
    case "cuda": self = .cuda()
    default:
      // Compared as text, so that `cuda:+1` and `cuda:01` name nothing.
      guard let index = Self.indices.first(where: { "cuda:\($0)" == description }) else {
        return nil
      }
      self = .cuda(index)
    }
  }

  private static let indices = 0...127

  init(kind: Kind, index: Int) { (self.kind, self.index) = (kind, index) }
}

extension Device.Kind {
  var code: ct_device_kind { ct_device_kind(rawValue: UInt32(rawValue)) }
}
