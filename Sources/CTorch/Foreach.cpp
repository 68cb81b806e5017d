// Lists of tensors and operations on whole lists: on a GPU, one kernel launch for all parameters of
// a model instead of one for each.
#include <ATen/ATen.h>

#include <vector>

#include "Guard.h"
#include "List.h"

using ct::open;

template <class Body>
static ct_list *list(Body &&body) {
  return ct::guarded<ct_list *>(nullptr, [&] { return new ct_list{body()}; });
}

/// Applies `body`, a function from tensor to tensor, to each tensor of the list.
template <class Body>
static ct_list *each(const ct_list *of, Body &&body) {
  return list([&] {
    std::vector<at::Tensor> result;
    result.reserve(of->tensors.size());
    for (const at::Tensor &tensor : of->tensors) result.push_back(body(tensor));
    return result;
  });
}

/// A scalar of the tensor's type; every device accepts scalars on the CPU.
static at::Tensor single(double number, const at::Tensor &like) {
  return at::scalar_tensor(number, at::TensorOptions().dtype(like.scalar_type()));
}

ct_list *ct_list_of(ct_tensor *const *tensors, int64_t count) {
  return list([&] {
    std::vector<at::Tensor> result;
    result.reserve(count);
    for (int64_t i = 0; i < count; ++i) result.push_back(open(tensors[i]));
    return result;
  });
}
void ct_list_release(ct_list *list) { delete list; }
int64_t ct_list_count(ct_list *list) { return static_cast<int64_t>(list->tensors.size()); }
bool ct_list_has(ct_list *list, int64_t index) { return list->tensors.at(index).defined(); }

ct_tensor *ct_list_get(ct_list *list, int64_t index) {
  return ct::tensor([&] {
    const at::Tensor &tensor = list->tensors.at(index);
    TORCH_CHECK(tensor.defined(), "there is no tensor in place ", index);
    return tensor;
  });
}

ct_list *ct_list_clone(ct_list *of) {
  return each(of, [](const at::Tensor &tensor) { return tensor.clone(); });
}
ct_list *ct_list_filled(ct_list *like, double value) {
  return each(like, [&](const at::Tensor &tensor) { return at::full_like(tensor, value); });
}
int ct_list_copy(ct_list *target, ct_list *source) {
  return ct::status([&] {
    const auto &to = target->tensors, &from = source->tensors;
    TORCH_CHECK(
        to.size() == from.size(), "lists must be of one length; received ", from.size(), " for ",
        to.size());
    for (size_t i = 0; i < to.size(); ++i) {
      TORCH_CHECK(
          to[i].sizes() == from[i].sizes(), "shapes must agree; received ", from[i].sizes(),
          " for ", to[i].sizes());
    }
    if (!to.empty()) at::_foreach_copy_(to, from);
  });
}

ct_list *ct_foreach_add(ct_list *left, ct_list *right) {
  return list([&] { return at::_foreach_add(left->tensors, right->tensors); });
}
ct_list *ct_foreach_subtract(ct_list *left, ct_list *right) {
  return list([&] { return at::_foreach_sub(left->tensors, right->tensors); });
}
ct_list *ct_foreach_multiply(ct_list *left, ct_list *right) {
  return list([&] { return at::_foreach_mul(left->tensors, right->tensors); });
}
ct_list *ct_foreach_divide(ct_list *left, ct_list *right) {
  return list([&] { return at::_foreach_div(left->tensors, right->tensors); });
}
ct_list *ct_foreach_add_scalar(ct_list *left, double right) {
  return list([&] { return at::_foreach_add(left->tensors, right); });
}
ct_list *ct_foreach_multiply_scalar(ct_list *left, double right) {
  return list([&] { return at::_foreach_mul(left->tensors, right); });
}
ct_list *ct_foreach_divide_scalar(ct_list *left, double right) {
  return list([&] { return at::_foreach_div(left->tensors, right); });
}
ct_list *ct_foreach_subtract_from(double left, ct_list *right) {
  return list([&] {
    std::vector<at::Tensor> result = at::_foreach_neg(right->tensors);
    at::_foreach_add_(result, left);
    return result;
  });
}
ct_list *ct_foreach_divide_into(double left, ct_list *right) {
  // A reciprocal followed by a product would round twice.
  return each(right, [&](const at::Tensor &tensor) {
    return at::div(single(left, tensor), tensor);
  });
}

ct_list *ct_foreach_square_root(ct_list *of) {
  return list([&] { return at::_foreach_sqrt(of->tensors); });
}
ct_list *ct_foreach_magnitude(ct_list *of) {
  return list([&] { return at::_foreach_abs(of->tensors); });
}
ct_list *ct_foreach_sign(ct_list *of) {
  return list([&] { return at::_foreach_sign(of->tensors); });
}
ct_list *ct_foreach_at_least(ct_list *of, double least) {
  return list([&] { return at::_foreach_clamp_min(of->tensors, least); });
}
ct_list *ct_foreach_at_most(ct_list *of, double most) {
  return list([&] { return at::_foreach_clamp_max(of->tensors, most); });
}

ct_list *ct_foreach_choose(ct_operand yes, ct_operand no, ct_operand left, ct_operand right) {
  return list([&] {
    const ct_list *like = left.list ? left.list : right.list;
    TORCH_CHECK(like, "a list must be compared");
    const size_t count = like->tensors.size();
    for (const ct_list *other : {yes.list, no.list, right.list}) {
      TORCH_CHECK(!other || other->tensors.size() == count, "lists must be of one length");
    }
    std::vector<at::Tensor> result;
    result.reserve(count);
    for (size_t i = 0; i < count; ++i) {
      const auto of = [&](const ct_operand &operand) {
        return operand.list ? operand.list->tensors[i] : single(operand.number, like->tensors[i]);
      };
      result.push_back(at::where(at::gt(of(left), of(right)), of(yes), of(no)));
    }
    return result;
  });
}

int ct_foreach_norm(ct_list *of, double *out) {
  return ct::status([&] {
    if (of->tensors.empty()) {
      *out = 0;
      return;
    }
    // In double precision no square of a float32 overflows; Metal has no double precision.
    const auto type = of->tensors[0].is_mps() ? at::kFloat : at::kDouble;
    const at::Tensor norms = at::stack(at::_foreach_norm(of->tensors, 2, type));
    *out = norms.norm().item().toDouble();
  });
}
