// The memory of tensors on the processor.
#include <c10/core/CPUAllocator.h>
#include <c10/core/impl/alloc_cpu.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "CTorch.h"

#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
namespace {

// With 4 KB pages, an optimizer with few arrays spends up to a quarter of its time on address
// translation. libtorch's own setting (`THP_MEM_ALLOC_ENABLE`) aligns each large block to 2 MB, and
// glibc cannot use the gaps between such blocks again: the heap of a transformer grew with every
// thousand steps. Here blocks lie where glibc puts them, and large pages are requested for the whole
// heap each time that it has grown, before its new part is touched.
class LargePageAllocator final : public c10::Allocator {
  static constexpr std::size_t least = 2 << 20;
  static constexpr std::uintptr_t page = 4096;
  std::atomic<std::uintptr_t> end{reinterpret_cast<std::uintptr_t>(sbrk(0))};

  static void request(std::uintptr_t start, std::uintptr_t end) {
    start = (start + page - 1) & ~(page - 1);
    end &= ~(page - 1);
    if (start < end) madvise(reinterpret_cast<void *>(start), end - start, MADV_HUGEPAGE);
  }

 public:
  c10::DataPtr allocate(std::size_t size) override {
    void *data = c10::alloc_cpu(size);
    const auto start = reinterpret_cast<std::uintptr_t>(data);
    const auto top = reinterpret_cast<std::uintptr_t>(sbrk(0));
    const auto before = end.load(std::memory_order_relaxed);
    if (top > before) {
      end.store(top, std::memory_order_relaxed);
      request(before, top);
    }
    // Blocks outside the heap: the largest, and those of other threads.
    if (size >= least && start >= top) request(start, start + size);
    return {data, data, &c10::free_cpu, c10::Device(c10::DeviceType::CPU)};
  }

  c10::DeleterFnPtr raw_deleter() const override { return &c10::free_cpu; }

  void copy_data(void *destination, const void *source, std::size_t count) const override {
    default_copy_data(destination, source, count);
  }
};

}  // namespace
#endif

// Training allocates and frees the same large blocks at each step. glibc returns blocks above its
// mmap threshold to the system each time, and the page faults cost up to a third of a step.
void ct_configure_allocator(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, -1);
  mallopt(M_TOP_PAD, 64 << 20);
#ifdef MADV_HUGEPAGE
  if (getenv("THP_MEM_ALLOC_ENABLE") == nullptr) {
    static LargePageAllocator allocator;
    c10::SetCPUAllocator(&allocator, /* priority: */ 1);
  }
#endif
#endif
}
