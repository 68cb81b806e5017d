internal import DataFiles
internal import Foundation

/// The functions of libsndfile, which is loaded when the first sound is read: who reads none need
/// not have it.
package struct SoundLibrary: Sendable {
  /// `SF_INFO`: 64-bit frames, then the sample rate, channels, format, sections, and whether
  /// seekable.
  struct Info {
    var frames: Int64 = 0
    var sampleRate: Int32 = 0
    var channels: Int32 = 0
    var format: Int32 = 0
    var sections: Int32 = 0
    var seekable: Int32 = 0
  }

  typealias Open =
    @convention(c) (UnsafePointer<CChar>, Int32, UnsafeMutableRawPointer) -> OpaquePointer?
  typealias Read =
    @convention(c) (OpaquePointer, UnsafeMutablePointer<Float>, Int64) -> Int64
  typealias Close = @convention(c) (OpaquePointer) -> Int32
  typealias Explain = @convention(c) (OpaquePointer?) -> UnsafePointer<CChar>

  let open: Open
  let read: Read
  let close: Close
  let explain: Explain

  #if canImport(Darwin)
    static let names = [
      "libsndfile.1.dylib", "libsndfile.dylib", "/opt/homebrew/lib/libsndfile.dylib",
      "/usr/local/lib/libsndfile.dylib",
    ]
    private static let advice = "install it with 'brew install libsndfile'"
  #else
    static let names = ["libsndfile.so.1", "libsndfile.so"]
    private static let advice = "install it with 'apt-get install libsndfile1'"
  #endif

  private static let shared = Result { try SoundLibrary(names: names) }

  /// The library; `file` is the name used in errors.
  static func loaded(for file: String) throws -> SoundLibrary {
    do { return try shared.get() } catch let error as DataFileError {
      throw DataFileError(
        error.kind, file: file, requirement: error.requirement, received: error.received,
        advice: error.advice)
    }
  }

  /// Loads the first of these libraries that is there.
  ///
  /// - Throws: `DataFileError` that says what to install, when none is.
  package init(names: [String]) throws {
    let fault = DataFileError(
      .missing, file: names[0], requirement: "sounds are read by the library libsndfile",
      received: "a system without it", advice: Self.advice)
    guard let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else {
      throw fault
    }
    func symbol<Function>(_ name: String, _: Function.Type) throws -> Function {
      guard let address = dlsym(library, name) else { throw fault }
      return unsafeBitCast(address, to: Function.self)
    }
    open = try symbol("sf_open", Open.self)
    read = try symbol("sf_readf_float", Read.self)
    close = try symbol("sf_close", Close.self)
    explain = try symbol("sf_strerror", Explain.self)
  }
}
