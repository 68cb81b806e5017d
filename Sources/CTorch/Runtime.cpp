// Threads, devices, seeds, errors.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/Generator.h>
#include <c10/core/GradMode.h>
#include <torch/headeronly/version.h>
#include <dlfcn.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <vector>

#include "Guard.h"

namespace {
thread_local std::string lastError;
}

void ct::fail(const char *message) { lastError = message; }

const char *ct_last_error(void) { return lastError.c_str(); }

const char *ct_version(void) { return TORCH_VERSION; }

int ct_threads(void) { return at::get_num_threads(); }
void ct_set_threads(int count) { at::set_num_threads(count); }

// libtorch's own function also changes the default of threads that start later, and clears the
// cache of its convolutions; OpenMP's setting affects this thread only. Without OpenMP this does
// nothing.
int ct_set_own_threads(int count) {
  static const auto set =
      reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "omp_set_num_threads"));
  const int before = at::get_num_threads();
  if (set != nullptr && count != before) set(count);
  return before;
}

namespace {
struct Work {
  std::atomic<int> next{0};
  const int count;
  void (*const body)(void *, int);
  void *const context;
};

void takeWork(void *pointer) {
  auto &work = *static_cast<Work *>(pointer);
  while (true) {
    const int index = work.next.fetch_add(1, std::memory_order_relaxed);
    if (index >= work.count) return;
    work.body(work.context, index);
  }
}
}  // namespace

// GNU OpenMP's entry to a parallel region, which compilers call; it is looked up by name because a
// compiler's own OpenMP would bring a second set of threads. Other platforms do not have it.
bool ct_perform(int count, void (*body)(void *, int), void *context) {
  static const auto parallel = reinterpret_cast<void (*)(
      void (*)(void *), void *, unsigned, unsigned)>(dlsym(RTLD_DEFAULT, "GOMP_parallel"));
  if (parallel == nullptr) return false;
  Work work{{0}, count, body, context};
  parallel(takeWork, &work, static_cast<unsigned>(count), 0);
  return true;
}

// libtorch's CUDA library is large and slow to load, so it is loaded when a CUDA device is first
// requested. libtorch caches its first check for CUDA, so nothing may check earlier.
static std::atomic<bool> isCUDALoaded = false;

int ct::cudaDeviceCount() {
  static std::once_flag once;
  std::call_once(once, [] { isCUDALoaded = dlopen("libtorch_cuda.so", RTLD_NOW) != nullptr; });
  return isCUDALoaded ? static_cast<int>(at::getNumGPUs()) : 0;
}

bool ct_device_available(ct_device_kind kind, int index) {
  switch (kind) {
    case CT_CUDA: return index >= 0 && index < ct::cudaDeviceCount();
    case CT_MPS: return at::hasMPS();
    default: return true;
  }
}

// Each thread has its own generator, so that concurrent trainings in one process repeat exactly.
// Devices other than the CPU have one generator each, libtorch's.
//
// A temporary generator is pushed on top of the thread's own.
static std::vector<at::Generator> &generators() {
  thread_local std::vector<at::Generator> generators{at::make_generator<at::CPUGeneratorImpl>()};
  return generators;
}

at::Generator &ct::generator() { return generators().back(); }

int ct_push_generator(uint64_t seed) {
  return ct::status([&] {
    generators().push_back(at::make_generator<at::CPUGeneratorImpl>(seed));
  });
}

void ct_pop_generator(void) { generators().pop_back(); }

// Operations that accept no generator, such as the dropout of recurrent networks, use the one that all
// threads share. Between these calls it belongs to this thread, and is seeded by the thread's own.
static std::mutex sharedDraws;

int ct_begin_shared_draws(void) {
  sharedDraws.lock();
  const int status = ct::status([] {
    uint64_t seed;
    {
      at::Generator &own = ct::generator();
      const std::lock_guard<std::mutex> lock(own.mutex());
      seed = own.get<at::CPUGeneratorImpl>()->random64();
    }
    at::Generator shared = at::globalContext().defaultGenerator(at::kCPU);
    const std::lock_guard<std::mutex> lock(shared.mutex());
    shared.set_current_seed(seed);
  });
  if (status != 0) sharedDraws.unlock();
  return status;
}

void ct_end_shared_draws(void) { sharedDraws.unlock(); }

int ct_seed(uint64_t seed) {
  return ct::status([&] {
    ct::generator().set_current_seed(seed);
    // The shared CPU generator, for operations that accept no other, such as the dropout of
    // recurrent networks.
    {
      const std::lock_guard<std::mutex> turn(sharedDraws);
      at::Generator shared = at::globalContext().defaultGenerator(at::kCPU);
      const std::lock_guard<std::mutex> lock(shared.mutex());
      shared.set_current_seed(seed);
    }
    if (isCUDALoaded || at::hasMPS()) at::manual_seed(seed);
  });
}

bool ct_set_gradients_enabled(bool enabled) {
  const bool before = c10::GradMode::is_enabled();
  c10::GradMode::set_enabled(enabled);
  return before;
}

bool ct_set_mixed_precision(ct_device_kind kind, bool enabled, ct_type type) {
  const at::DeviceType device =
      kind == CT_CUDA ? at::kCUDA : kind == CT_MPS ? at::kMPS : at::kCPU;
  const bool before = at::autocast::is_autocast_enabled(device);
  // Copies of weights in the narrow type are cached while mixed precision is on, and outdated after
  // an update.
  if (!enabled) at::autocast::clear_cache();
  if (enabled) at::autocast::set_autocast_dtype(device, ct::scalarType(type));
  at::autocast::set_autocast_enabled(device, enabled);
  return before;
}
