#include "CImages.h"

bool ci_read_size(ci_format format, const uint8_t *bytes, size_t count, ci_size *size,
                  char message[CI_MESSAGE_SIZE]) {
  message[0] = 0;
  return format == CI_PNG ? ci_png(bytes, count, size, NULL, message)
                          : ci_jpeg(bytes, count, size, 1, NULL, message);
}

bool ci_decode(ci_format format, const uint8_t *bytes, size_t count, ci_size size, uint32_t divisor,
               uint8_t *pixels, char message[CI_MESSAGE_SIZE]) {
  message[0] = 0;
  return format == CI_PNG ? ci_png(bytes, count, &size, pixels, message)
                          : ci_jpeg(bytes, count, &size, divisor, pixels, message);
}
