// The object behind a list handle.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "CTorch.h"

struct ct_list {
  std::vector<at::Tensor> tensors;
};
