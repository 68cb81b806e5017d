#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

#include "CImages.h"

/// A picture of more scans than this is made to keep the decoder busy.
enum { MOST_SCANS = 200 };

typedef struct {
  struct jpeg_error_mgr manager;
  struct jpeg_progress_mgr progress;
  jmp_buf jump;
  char *message;
} fault;

static void fail(j_common_ptr state) {
  fault *error = (fault *)state->err;
  char text[JMSG_LENGTH_MAX];
  error->manager.format_message(state, text);
  snprintf(error->message, CI_MESSAGE_SIZE, "%s", text);
  longjmp(error->jump, 1);
}

/// Makes damage that libjpeg would fill with gray an error. What it can ignore without harm to the
/// pixels, such as stray bytes between two segments, stays ignored.
static void warn(j_common_ptr state, int level) {
  if (level >= 0) return;
  switch (state->err->msg_code) {
  case JWRN_EXTRANEOUS_DATA:
  case JWRN_ADOBE_XFORM:
  case JWRN_JFIF_MAJOR:
  case JWRN_TOO_MUCH_DATA:
    return;
  default:
    fail(state);
  }
}

static void print_nothing(j_common_ptr state) { (void)state; }

static void limit_scans(j_common_ptr state) {
  if (!state->is_decompressor) return;
  fault *error = (fault *)state->err;
  if (((j_decompress_ptr)state)->input_scan_number <= MOST_SCANS) return;
  snprintf(error->message, CI_MESSAGE_SIZE, "the picture has more than %d scans", MOST_SCANS);
  longjmp(error->jump, 1);
}

/// Converts a row of CMYK to RGB. Adobe's programs store the inverse of the ink.
static void convert_inks(const uint8_t *row, uint8_t *target, size_t width, bool is_inverted) {
  for (size_t x = 0; x < width; x++, row += 4, target += 3) {
    for (size_t c = 0; c < 3; c++) {
      unsigned ink = is_inverted ? row[c] : 255 - row[c];
      unsigned black = is_inverted ? row[3] : 255 - row[3];
      target[c] = (uint8_t)((ink * black + 127) / 255);
    }
  }
}

bool ci_jpeg(const uint8_t *bytes, size_t count, ci_size *size, uint32_t divisor, uint8_t *pixels,
             char message[CI_MESSAGE_SIZE]) {
  struct jpeg_decompress_struct state;
  fault error;
  memset(&state, 0, sizeof state);
  memset(&error, 0, sizeof error);
  error.message = message;
  state.err = jpeg_std_error(&error.manager);
  error.manager.error_exit = fail;
  error.manager.emit_message = warn;
  error.manager.output_message = print_nothing;
  error.progress.progress_monitor = limit_scans;
  bool is_done = false;
  if (setjmp(error.jump) == 0) {
    jpeg_create_decompress(&state);
    state.progress = &error.progress;
    jpeg_mem_src(&state, bytes, count);
    jpeg_read_header(&state, TRUE);
    bool is_gray = state.jpeg_color_space == JCS_GRAYSCALE;
    bool is_cmyk = state.jpeg_color_space == JCS_CMYK || state.jpeg_color_space == JCS_YCCK;
    ci_size found = {state.image_width, state.image_height, is_gray ? 1 : 3};
    if (!pixels) {
      *size = found;
    } else {
      if (memcmp(&found, size, sizeof found)) ERREXIT(&state, JERR_WIDTH_OVERFLOW);
      state.out_color_space = is_gray ? JCS_GRAYSCALE : is_cmyk ? JCS_CMYK : JCS_RGB;
      state.scale_num = 1;
      state.scale_denom = divisor;
      jpeg_start_decompress(&state);
      if (state.output_width != (found.width + divisor - 1) / divisor ||
          state.output_height != (found.height + divisor - 1) / divisor)
        ERREXIT(&state, JERR_WIDTH_OVERFLOW);
      size_t row_size = (size_t)state.output_width * found.channels;
      // Memory of the decoder's own pool, which is freed with it.
      JSAMPARRAY inks = NULL;
      if (is_cmyk)
        inks = state.mem->alloc_sarray((j_common_ptr)&state, JPOOL_IMAGE,
                                       state.output_width * 4, 1);
      while (state.output_scanline < state.output_height) {
        uint8_t *target = pixels + state.output_scanline * row_size;
        JSAMPROW row = is_cmyk ? inks[0] : target;
        if (jpeg_read_scanlines(&state, &row, 1) != 1) ERREXIT(&state, JERR_INPUT_EOF);
        if (is_cmyk) convert_inks(row, target, state.output_width, state.saw_Adobe_marker);
      }
      jpeg_finish_decompress(&state);
    }
    is_done = true;
  }
  jpeg_destroy_decompress(&state);
  return is_done;
}
