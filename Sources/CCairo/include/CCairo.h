#ifndef CCAIRO_H
#define CCAIRO_H

#include <stdbool.h>
#include <stdint.h>

/// A picture being drawn with cairo. The library is loaded when a picture is begun, not when the program starts.
typedef struct ccairo_picture ccairo_picture;

/// Takes bytes of a finished picture; false where it cannot.
typedef bool (*ccairo_sink)(void *context, const uint8_t *bytes, uint32_t count);

/// What became of an attempt.
typedef enum ccairo_status {
    CCAIRO_OK = 0,
    /// The library, or a function of it, is not on this machine.
    CCAIRO_NO_LIBRARY = 1,
    CCAIRO_NO_MEMORY = 2,
    /// The picture is too large, or its bytes were not taken.
    CCAIRO_FAILED = 3
} ccairo_status;

/// Begins a picture of so many pixels.
/// - `sink`: for SVG, which is written while it is drawn, takes the bytes; for PNG `NULL`.
ccairo_status ccairo_open(int width, int height, ccairo_sink sink, void *context, ccairo_picture **picture);

/// What is drawn from now on has this color, each part from 0 to 1.
void ccairo_color(ccairo_picture *picture, double red, double green, double blue, double alpha);

/// Fills a rectangle; its edges are not softened, so that neighbors meet without a seam.
void ccairo_rectangle(ccairo_picture *picture, double x, double y, double width, double height);

/// Fills a circle.
void ccairo_dot(ccairo_picture *picture, double x, double y, double radius);

/// Draws a line.
void ccairo_line(ccairo_picture *picture, double x0, double y0, double x1, double y1, double width);

/// Draws a quarter of an ellipse from `(x0, y0)` to `(x1, y1)` that bends towards `(cornerX, cornerY)`.
void ccairo_bend(ccairo_picture *picture, double x0, double y0, double cornerX, double cornerY, double x1, double y1, double width);

/// Draws a character in the middle of a cell of so many pixels at `(x, y)`, from the first monospaced font that has it.
/// `utf8` is the character, ended by a zero.
void ccairo_character(ccairo_picture *picture, const char *utf8, bool bold, bool italic, double x, double y, double width, double height);

/// Ends a picture and forgets it. A PNG's bytes go to `sink` now.
ccairo_status ccairo_finish(ccairo_picture *picture, ccairo_sink sink, void *context);

#endif
