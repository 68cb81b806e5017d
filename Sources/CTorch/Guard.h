// Handles, and the only place where C++ exceptions become messages.
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/Context.h>
#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <exception>
#include <string>

#include "CTorch.h"

namespace ct {

void fail(const char *message);

/// The number of CUDA devices that libtorch finds; loads its CUDA library first.
int cudaDeviceCount();

/// This thread's random number generator on the CPU.
at::Generator &generator();

/// Transfers one reference to the caller without an allocation: the handle is the implementation
/// itself.
inline ct_tensor *wrap(at::Tensor tensor) {
  return reinterpret_cast<ct_tensor *>(tensor.unsafeReleaseTensorImpl());
}

/// A new reference to the handle's tensor.
inline at::Tensor open(ct_tensor *handle) {
  if (handle == nullptr) return at::Tensor();
  return at::Tensor(c10::intrusive_ptr<at::TensorImpl>::unsafe_reclaim_from_nonowning(
      reinterpret_cast<at::TensorImpl *>(handle)));
}

inline at::ScalarType scalarType(ct_type type) {
  switch (type) {
    case CT_FLOAT32: return at::kFloat;
    case CT_FLOAT64: return at::kDouble;
    case CT_INT64: return at::kLong;
    case CT_UINT8: return at::kByte;
    case CT_BOOL: return at::kBool;
    case CT_INT32: return at::kInt;
    case CT_INT16: return at::kShort;
    case CT_INT8: return at::kChar;
    case CT_FLOAT16: return at::kHalf;
    case CT_BFLOAT16: return at::kBFloat16;
  }
  return at::kFloat;
}

inline at::Device device(ct_device_kind kind, int index) {
  switch (kind) {
    case CT_CUDA: {
      const int count = cudaDeviceCount();
      TORCH_CHECK(
          index >= 0 && index < count, "no device cuda:", index, "; libtorch finds ", count,
          count == 1 ? " CUDA device" : " CUDA devices");
      return at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(index));
    }
    case CT_MPS:
      TORCH_CHECK(at::hasMPS(), "no device mps; libtorch finds none");
      return at::Device(at::kMPS);
    default: return at::Device(at::kCPU);
  }
}

/// Runs `body`, which returns 0 or a handle; an exception becomes a message and `failure`.
template <class Result, class Body>
Result guarded(Result failure, Body &&body) {
  try {
    return body();
  } catch (const c10::Error &error) {
    fail(error.what_without_backtrace());
  } catch (const std::exception &error) {
    fail(error.what());
  } catch (...) {
    fail("an unknown C++ exception");
  }
  return failure;
}

template <class Body>
ct_tensor *tensor(Body &&body) {
  return guarded<ct_tensor *>(nullptr, [&] { return wrap(body()); });
}

template <class Body>
int status(Body &&body) {
  return guarded<int>(1, [&] {
    body();
    return 0;
  });
}

}  // namespace ct
