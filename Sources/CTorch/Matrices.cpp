// Linear algebra on memory that libtorch does not own; inputs are not copied.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "Guard.h"

static at::Tensor view(ct_matrix matrix, ct_type type) {
  at::Tensor tensor =
      at::from_blob(matrix.start, {matrix.rows, matrix.columns}, ct::scalarType(type));
  return matrix.transposed ? tensor.t() : tensor;
}

int ct_matrix_multiply(
    ct_type type, ct_matrix left, ct_matrix right, ct_matrix result, double alpha, double beta) {
  return ct::status([&] {
    const c10::InferenceMode guard;
    at::Tensor target = view(result, type);
    if (beta == 0 && alpha == 1) {
      at::mm_out(target, view(left, type), view(right, type));
    } else {
      at::addmm_out(target, target, view(left, type), view(right, type), beta, alpha);
    }
  });
}

int ct_matrix_eigenvectors(ct_type type, ct_matrix symmetric, ct_matrix values, ct_matrix vectors) {
  return ct::status([&] {
    const c10::InferenceMode guard;
    const at::Tensor matrix = view(symmetric, type);
    TORCH_CHECK(at::isfinite(matrix).all().item<bool>(), "an element is not finite");
    std::tuple<at::Tensor, at::Tensor> result;
    try {
      result = at::linalg_eigh(matrix);
    } catch (const c10::LinAlgError &) {
      // A matrix that does not converge in float32 may converge in float64.
      if (type == CT_FLOAT64) throw;
      result = at::linalg_eigh(matrix.to(at::kDouble));
    }
    view(values, type).copy_(std::get<0>(result).unsqueeze(0));
    view(vectors, type).copy_(std::get<1>(result));
  });
}

int ct_matrix_orthogonal_factor(ct_type type, ct_matrix matrix, ct_matrix result) {
  return ct::status([&] {
    const c10::InferenceMode guard;
    const at::Tensor source = view(matrix, type);
    TORCH_CHECK(at::isfinite(source).all().item<bool>(), "an element is not finite");
    view(result, type).copy_(std::get<0>(at::linalg_qr(source)));
  });
}
