// Lifetime, description, creation, copies and autograd of tensors.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <cstring>

#include "Guard.h"
#include "List.h"

using ct::open;

void ct_release(ct_tensor *tensor) {
  c10::raw::intrusive_ptr::decref(reinterpret_cast<at::TensorImpl *>(tensor));
}

static at::TensorImpl *implementation(ct_tensor *tensor) {
  return reinterpret_cast<at::TensorImpl *>(tensor);
}

int64_t ct_rank(ct_tensor *tensor) { return implementation(tensor)->dim(); }

void ct_sizes(ct_tensor *tensor, int64_t *out) {
  for (const int64_t size : implementation(tensor)->sizes()) *out++ = size;
}

int64_t ct_count(ct_tensor *tensor) { return implementation(tensor)->numel(); }

int ct_scalar_type(ct_tensor *tensor) {
  switch (c10::typeMetaToScalarType(implementation(tensor)->dtype())) {
    case at::kFloat: return CT_FLOAT32;
    case at::kDouble: return CT_FLOAT64;
    case at::kLong: return CT_INT64;
    case at::kByte: return CT_UINT8;
    case at::kBool: return CT_BOOL;
    case at::kInt: return CT_INT32;
    case at::kShort: return CT_INT16;
    case at::kChar: return CT_INT8;
    case at::kHalf: return CT_FLOAT16;
    case at::kBFloat16: return CT_BFLOAT16;
    default: return -1;
  }
}

ct_device_kind ct_device(ct_tensor *tensor, int *index) {
  const at::Device device = implementation(tensor)->device();
  *index = device.has_index() ? device.index() : 0;
  return device.is_cuda() ? CT_CUDA : device.is_mps() ? CT_MPS : CT_CPU;
}

bool ct_is_dense(ct_tensor *tensor) {
  return implementation(tensor)->is_non_overlapping_and_dense();
}

void *ct_data(ct_tensor *tensor) { return implementation(tensor)->mutable_data(); }

ct_tensor *ct_from_bytes(const void *bytes, const int64_t *sizes, int64_t rank, ct_type type) {
  return ct::tensor([&] {
    at::Tensor result = at::empty(at::IntArrayRef(sizes, rank), ct::scalarType(type));
    if (result.nbytes() > 0) std::memcpy(result.mutable_data_ptr(), bytes, result.nbytes());
    return result;
  });
}

ct_tensor *ct_full(
    const int64_t *sizes, int64_t rank, double value, ct_type type, ct_device_kind kind,
    int index) {
  return ct::tensor([&] {
    const auto options =
        at::TensorOptions().dtype(ct::scalarType(type)).device(ct::device(kind, index));
    return at::full(at::IntArrayRef(sizes, rank), value, options);
  });
}

ct_tensor *ct_uniform(const int64_t *sizes, int64_t rank, double low, double high) {
  return ct::tensor(
      [&] { return at::empty(at::IntArrayRef(sizes, rank), at::kFloat).uniform_(low, high, ct::generator()); });
}

ct_tensor *ct_normal(const int64_t *sizes, int64_t rank, double mean, double deviation) {
  return ct::tensor(
      [&] { return at::empty(at::IntArrayRef(sizes, rank), at::kFloat).normal_(mean, deviation, ct::generator()); });
}

ct_tensor *ct_to(ct_tensor *tensor, ct_type type, ct_device_kind kind, int index) {
  return ct::tensor([&] { return open(tensor).to(ct::device(kind, index), ct::scalarType(type)); });
}

int ct_move(ct_tensor *tensor, ct_device_kind kind, int index) {
  return ct::status([&] {
    at::Tensor own = open(tensor);
    const at::Device device = ct::device(kind, index);
    if (own.device() == device) return;
    own.set_data(own.detach().to(device));
    if (own.grad().defined()) own.mutable_grad() = own.grad().to(device);
  });
}

ct_tensor *ct_clone(ct_tensor *tensor) {
  return ct::tensor([&] { return open(tensor).clone(); });
}

ct_tensor *ct_detach(ct_tensor *tensor) {
  return ct::tensor([&] { return open(tensor).detach(); });
}

ct_tensor *ct_contiguous(ct_tensor *tensor) {
  return ct::tensor([&] { return open(tensor).contiguous(); });
}

ct_tensor *ct_channels_last(ct_tensor *tensor) {
  return ct::tensor([&] {
    const at::Tensor source = open(tensor);
    // With one channel, both layouts describe the same memory, and libtorch may keep the strides of
    // the wrong one, from which later layers choose their layout. A clone sets them.
    return source.suggest_memory_format() == at::MemoryFormat::ChannelsLast
        ? source.contiguous(at::MemoryFormat::ChannelsLast)
        : source.clone(at::MemoryFormat::ChannelsLast);
  });
}

int ct_copy(ct_tensor *target, ct_tensor *source) {
  return ct::status([&] {
    const at::Tensor to = open(target), from = open(source);
    TORCH_CHECK(
        to.sizes() == from.sizes(), "shapes must agree; received ", from.sizes(), " for ",
        to.sizes());
    to.copy_(from);
  });
}

int ct_copy_bytes(ct_tensor *tensor, void *out) {
  return ct::status([&] {
    const at::Tensor plain = open(tensor).detach().to(at::kCPU).contiguous();
    if (plain.nbytes() > 0) std::memcpy(out, plain.const_data_ptr(), plain.nbytes());
  });
}

int ct_item(ct_tensor *tensor, double *out) {
  return ct::status([&] { *out = open(tensor).item().toDouble(); });
}

int ct_equal(ct_tensor *left, ct_tensor *right, bool *out) {
  return ct::status([&] { *out = at::equal(open(left), open(right)); });
}

int ct_set_requires_gradient(ct_tensor *tensor, bool required) {
  return ct::status([&] { open(tensor).requires_grad_(required); });
}

bool ct_requires_gradient(ct_tensor *tensor) { return implementation(tensor)->requires_grad(); }

int ct_backward(ct_tensor *loss) {
  return ct::status([&] { open(loss).backward(); });
}

static std::vector<at::Tensor> opened(ct_tensor *const *tensors, int64_t count) {
  std::vector<at::Tensor> result;
  for (int64_t i = 0; tensors != nullptr && i < count; ++i) result.push_back(open(tensors[i]));
  return result;
}

int ct_backward_to(ct_tensor *loss, ct_tensor *const *leaves, int64_t count, bool keeps_graph) {
  return ct::status([&] {
    open(loss).backward({}, keeps_graph, false, opened(leaves, count));
  });
}

ct_list *ct_gradients(
    ct_tensor *const *outputs, int64_t output_count, ct_tensor *const *inputs, int64_t input_count,
    ct_tensor *const *seeds, bool keeps_graph, bool records) {
  return ct::guarded<ct_list *>(nullptr, [&] {
    return new ct_list{torch::autograd::grad(
        opened(outputs, output_count), opened(inputs, input_count), opened(seeds, output_count),
        keeps_graph, records, /* allow_unused: */ true)};
  });
}

ct_tensor *ct_gradient(ct_tensor *tensor) {
  return ct::guarded<ct_tensor *>(nullptr, [&]() -> ct_tensor * {
    const at::Tensor owner = open(tensor);
    at::Tensor gradient = owner.grad();
    if (!gradient.defined()) return nullptr;
    // Optimizers read parameter and gradient as flat buffers side by side.
    if (gradient.strides() != owner.strides()) {
      at::Tensor aligned = at::empty_like(owner);
      aligned.copy_(gradient);
      gradient = aligned;
    }
    return ct::wrap(gradient);
  });
}

void ct_clear_gradients(ct_tensor *const *tensors, int64_t count) {
  for (int64_t i = 0; i < count; ++i) open(tensors[i]).mutable_grad().reset();
}
