// PNG and JPEG pictures in memory, decoded by libpng and libjpeg-turbo. Both report faults by
// `longjmp`, which must not cross Swift's frames; here a fault is a return value and a text.
#ifndef CIMAGES_H
#define CIMAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CI_MESSAGE_SIZE = 256 };

typedef enum { CI_PNG = 1, CI_JPEG = 2 } ci_format;

/// What the header of a picture says. `channels` is that of the decoded pixels: 1 or 3.
typedef struct {
  uint32_t width, height, channels;
} ci_size;

/// Reads the size of the picture in `bytes`, taking no memory in proportion to it.
/// Returns false, with a text in `message`, when the header is damaged.
bool ci_read_size(ci_format format, const uint8_t *bytes, size_t count, ci_size *size,
                  char message[CI_MESSAGE_SIZE]);

/// Decodes the whole picture into `pixels`: rows from the top, in each row the pixels from the
/// left, in each pixel its channels. A JPEG is shrunk by `divisor`, 1, 2, 4 or 8, for a PNG it is
/// 1; the sides are those of `size` divided by it and rounded up, and `pixels` has room for them.
/// Returns false, with a text in `message`, when anything in the file is damaged or missing.
bool ci_decode(ci_format format, const uint8_t *bytes, size_t count, ci_size size, uint32_t divisor,
               uint8_t *pixels, char message[CI_MESSAGE_SIZE]);

// For each format, the same two in one: only the size is read where `pixels` is null.
bool ci_png(const uint8_t *bytes, size_t count, ci_size *size, uint8_t *pixels,
            char message[CI_MESSAGE_SIZE]);
bool ci_jpeg(const uint8_t *bytes, size_t count, ci_size *size, uint32_t divisor, uint8_t *pixels,
             char message[CI_MESSAGE_SIZE]);

#endif
