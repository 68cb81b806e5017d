#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "CImages.h"

typedef struct {
  const uint8_t *bytes;
  size_t count, offset;
} source;

static void fail(png_structp png, png_const_charp text) {
  char *message = png_get_error_ptr(png);
  strncpy(message, text, CI_MESSAGE_SIZE - 1);
  message[CI_MESSAGE_SIZE - 1] = 0;
  png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp text) { (void)png, (void)text; }

static void read_bytes(png_structp png, png_bytep target, size_t count) {
  source *input = png_get_io_ptr(png);
  if (count > input->count - input->offset) png_error(png, "the file ends before the picture does");
  memcpy(target, input->bytes + input->offset, count);
  input->offset += count;
}

/// Copies a row of gray or colour pixels that have an alpha over white, rounding to the nearest.
static void compose_over_white(const uint8_t *row, uint8_t *target, size_t width, size_t channels) {
  for (size_t x = 0; x < width; x++, row += channels + 1, target += channels) {
    unsigned alpha = row[channels];
    for (size_t c = 0; c < channels; c++)
      target[c] = (uint8_t)((row[c] * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}

static void decode(png_structp png, png_infop info, ci_size size, uint8_t *pixels, uint8_t *memory,
                   bool has_alpha, int passes) {
  size_t row_size = (size_t)size.width * size.channels;
  size_t source_row = png_get_rowbytes(png, info);
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t y = 0; y < size.height; y++) {
      if (!has_alpha) {
        png_read_row(png, pixels + y * row_size, NULL);
        continue;
      }
      // An interlaced picture comes back several times to each row, so all of them are kept.
      uint8_t *row = passes > 1 ? memory + y * source_row : memory;
      png_read_row(png, row, NULL);
      if (pass == passes - 1)
        compose_over_white(row, pixels + y * row_size, size.width, size.channels);
    }
  }
  png_read_end(png, NULL);
}

bool ci_png(const uint8_t *bytes, size_t count, ci_size *size, uint8_t *pixels,
            char message[CI_MESSAGE_SIZE]) {
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, message, fail, ignore);
  if (!png) {
    strcpy(message, "libpng could not be started");
    return false;
  }
  // Volatile, since both are changed between `setjmp` and `longjmp`.
  png_infop volatile info = NULL;
  uint8_t *volatile memory = NULL;
  source input = {bytes, count, 0};
  bool is_done = false;
  if (setjmp(png_jmpbuf(png)) == 0) {
    info = png_create_info_struct(png);
    if (!info) png_error(png, "out of memory");
    png_set_read_fn(png, &input, read_bytes);
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    // Texts, profiles and times are not needed; a compressed one could be a bomb.
    const char *unneeded = "iCCP\0tEXt\0zTXt\0iTXt\0eXIf\0tIME\0sPLT\0pCAL";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, (png_const_bytep)unneeded, 8);
    png_read_info(png, info);
    png_byte color = png_get_color_type(png, info);
    bool has_alpha = (color & PNG_COLOR_MASK_ALPHA) || png_get_valid(png, info, PNG_INFO_tRNS);
    ci_size found = {png_get_image_width(png, info), png_get_image_height(png, info),
                     color & PNG_COLOR_MASK_COLOR ? 3 : 1};
    if (!pixels) {
      *size = found;
    } else {
      if (memcmp(&found, size, sizeof found)) png_error(png, "the size must stay the same");
      png_set_expand(png);
      png_set_scale_16(png);
      int passes = png_set_interlace_handling(png);
      png_read_update_info(png, info);
      if (png_get_rowbytes(png, info) != (size_t)found.width * (found.channels + has_alpha))
        png_error(png, "the rows have an unexpected size");
      if (has_alpha) {
        memory = calloc(passes > 1 ? found.height : 1, png_get_rowbytes(png, info));
        if (!memory) png_error(png, "out of memory");
      }
      decode(png, info, found, pixels, memory, has_alpha, passes);
    }
    is_done = true;
  }
  free(memory);
  png_infop last = info;
  png_destroy_read_struct(&png, &last, NULL);
  return is_done;
}
