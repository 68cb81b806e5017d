#if canImport(Glibc)
  internal import Glibc
#endif

extension UnsafeMutableRawBufferPointer {
  /// Asks the system for large pages, if it has them: passes over gigabytes then need fewer address
  /// translations.
  func preferLargePages() {
    #if canImport(Glibc)
      let madvHugePage: Int32 = 14
      if count >= 1 << 21 { _ = madvise(baseAddress, count & ~((1 << 21) - 1), madvHugePage) }
    #endif
  }
}
