internal import CTorch

/// The device that stores a tensor's elements and computes with them.
public struct Device: Hashable, Sendable, CustomStringConvertible {
  /// A kind of device.
  public enum Kind: Int, Hashable, Sendable {
    /// The CPU.
    case cpu
    /// An NVIDIA GPU, through CUDA.
    case cuda
    /// An Apple GPU, through Metal.
    case mps
  }

  /// The kind of device.
  public let kind: Kind
  /// The index among the devices of this kind, from 0.
  public let index: Int

  /// The CPU.
  public static let cpu = Device(kind: .cpu, index: 0)
  /// The Apple GPU.
  public static let mps = Device(kind: .mps, index: 0)
  /// The NVIDIA GPU with this index.
  ///
  /// - Precondition: the index is in 0 ... 127, libtorch's range.
  public static func cuda(_ index: Int = 0) -> Device {
    precondition(indices.contains(index), "index must be in 0 ... 127; received \(index)")
    return Device(kind: .cuda, index: index)
  }

  /// The fastest available device: CUDA, then MPS, then the CPU.
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
      // Compared as strings, so that `cuda:+1` and `cuda:01` are refused.
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
