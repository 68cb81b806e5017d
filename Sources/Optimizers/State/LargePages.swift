#if canImport(Glibc)
  internal import Glibc
#endif

extension UnsafeMutableRawBufferPointer {
  /// Asks the system for large pages, where it has them: a sweep over gigabytes then spends less on
  /// looking up addresses.
  func preferLargePages() {
    #if canImport(Glibc)
      let madvHugePage: Int32 = 14
      if count >= 1 << 21 { _ = madvise(baseAddress, count & ~((1 << 21) - 1), madvHugePage) }
    #endif
  }
}
