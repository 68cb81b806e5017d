// The differentiable operations: one line each.
#include <ATen/ATen.h>

#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "Guard.h"

using ct::open;

static std::optional<at::Tensor> optional(ct_tensor *handle) {
  if (handle == nullptr) return std::nullopt;
  return open(handle);
}

ct_tensor *ct_flatten(ct_tensor *tensor) {
  return ct::tensor([&] { return open(tensor).flatten(1); });
}
ct_tensor *ct_reshape(ct_tensor *tensor, const int64_t *sizes, int64_t rank) {
  return ct::tensor([&] { return open(tensor).reshape(at::IntArrayRef(sizes, rank)); });
}
ct_tensor *ct_permute(ct_tensor *tensor, const int64_t *order, int64_t rank) {
  return ct::tensor([&] { return open(tensor).permute(at::IntArrayRef(order, rank)); });
}
ct_tensor *ct_narrow(ct_tensor *tensor, int64_t dimension, int64_t start, int64_t length) {
  return ct::tensor([&] { return open(tensor).narrow(dimension, start, length); });
}
ct_tensor *ct_index_select(ct_tensor *tensor, int64_t dimension, ct_tensor *indices) {
  return ct::tensor([&] { return open(tensor).index_select(dimension, open(indices)); });
}
ct_tensor *ct_concatenate(ct_tensor *const *tensors, int64_t count, int64_t dimension) {
  return ct::tensor([&] {
    std::vector<at::Tensor> list;
    for (int64_t i = 0; i < count; ++i) list.push_back(open(tensors[i]));
    return at::cat(list, dimension);
  });
}

ct_tensor *ct_add(ct_tensor *left, ct_tensor *right) {
  return ct::tensor([&] { return at::add(open(left), open(right)); });
}
ct_tensor *ct_subtract(ct_tensor *left, ct_tensor *right) {
  return ct::tensor([&] { return at::sub(open(left), open(right)); });
}
ct_tensor *ct_multiply(ct_tensor *left, ct_tensor *right) {
  return ct::tensor([&] { return at::mul(open(left), open(right)); });
}
ct_tensor *ct_divide(ct_tensor *left, ct_tensor *right) {
  return ct::tensor([&] { return at::div(open(left), open(right)); });
}
/// An integer beside an integer tensor, so that the result stays integral.
static at::Scalar scalar(double value, const at::Tensor &beside) {
  const bool isWhole = c10::isIntegralType(beside.scalar_type(), /* includeBool: */ false) &&
      value == std::trunc(value) && std::abs(value) < 9e15;
  return isWhole ? at::Scalar(static_cast<int64_t>(value)) : at::Scalar(value);
}
ct_tensor *ct_add_scalar(ct_tensor *tensor, double value) {
  return ct::tensor([&] { return at::add(open(tensor), scalar(value, open(tensor))); });
}
ct_tensor *ct_multiply_scalar(ct_tensor *tensor, double value) {
  return ct::tensor([&] { return at::mul(open(tensor), scalar(value, open(tensor))); });
}
ct_tensor *ct_square_root(ct_tensor *tensor) {
  return ct::tensor([&] { return at::sqrt(open(tensor)); });
}
ct_tensor *ct_relu(ct_tensor *tensor) {
  return ct::tensor([&] { return at::relu(open(tensor)); });
}
ct_tensor *ct_sigmoid(ct_tensor *tensor) {
  return ct::tensor([&] { return at::sigmoid(open(tensor)); });
}
ct_tensor *ct_tanh(ct_tensor *tensor) {
  return ct::tensor([&] { return at::tanh(open(tensor)); });
}
ct_tensor *ct_gelu(ct_tensor *tensor) {
  return ct::tensor([&] { return at::gelu(open(tensor)); });
}
ct_tensor *ct_dropout(ct_tensor *tensor, double share, bool training) {
  return ct::tensor([&] {
    const at::Tensor input = open(tensor);
    if (!training || share == 0) return input;
    // libtorch's own dropout uses the generator that all threads share.
    const auto generator =
        input.is_cpu() ? std::optional(ct::generator()) : std::optional<at::Generator>();
    const at::Tensor kept = at::empty_like(input).bernoulli_(1 - share, generator);
    return input * kept.div_(1 - share);
  });
}
ct_tensor *ct_equal_elements(ct_tensor *left, ct_tensor *right) {
  return ct::tensor([&] { return at::eq(open(left), open(right)); });
}

ct_tensor *ct_sum(ct_tensor *tensor) {
  return ct::tensor([&] { return at::sum(open(tensor)); });
}
ct_tensor *ct_mean(ct_tensor *tensor) {
  return ct::tensor([&] { return at::mean(open(tensor)); });
}
ct_tensor *ct_argmax(ct_tensor *tensor, int64_t dimension) {
  return ct::tensor([&] { return at::argmax(open(tensor), dimension); });
}

ct_tensor *ct_matmul(ct_tensor *left, ct_tensor *right) {
  return ct::tensor([&] { return at::matmul(open(left), open(right)); });
}
ct_tensor *ct_linear(ct_tensor *input, ct_tensor *weight, ct_tensor *bias) {
  return ct::tensor([&] { return at::linear(open(input), open(weight), optional(bias)); });
}
ct_tensor *ct_convolution2d(
    ct_tensor *input, ct_tensor *weight, ct_tensor *bias, int64_t stride, int64_t padding,
    int64_t dilation, int64_t groups) {
  return ct::tensor([&] {
    const int64_t strides[] = {stride, stride}, paddings[] = {padding, padding};
    const int64_t dilations[] = {dilation, dilation};
    return at::conv2d(
        open(input), open(weight), optional(bias), strides, paddings, dilations, groups);
  });
}
ct_tensor *ct_max_pool2d(ct_tensor *input, int64_t size, int64_t stride) {
  return ct::tensor([&] {
    const int64_t sizes[] = {size, size}, strides[] = {stride, stride};
    return at::max_pool2d(open(input), sizes, strides);
  });
}
ct_tensor *ct_cross_entropy(ct_tensor *logits, ct_tensor *classes) {
  return ct::tensor([&] {
    // No class is ignored: libtorch's default would ignore every -100.
    const int64_t nothing = std::numeric_limits<int64_t>::min();
    return at::cross_entropy_loss(
        open(logits), open(classes), std::nullopt, at::Reduction::Mean, nothing);
  });
}
ct_tensor *ct_mean_squared_error(ct_tensor *prediction, ct_tensor *target) {
  return ct::tensor([&] {
    const at::Tensor left = open(prediction), right = open(target);
    // Broadcasting would hide a mistake.
    TORCH_CHECK(
        left.sizes() == right.sizes(), "shapes must agree; received ", left.sizes(), " and ",
        right.sizes());
    return at::mse_loss(left, right);
  });
}
