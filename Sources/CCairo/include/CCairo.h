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
    CCAIRO_FAILED = 3,
    /// There is no font on this machine.
    CCAIRO_NO_FONT = 4
} ccairo_status;

/// Begins a picture of so many pixels.
ccairo_status ccairo_open(int width, int height, ccairo_picture **picture);

/// What is drawn from now on has this color, each part from 0 to 1.
void ccairo_color(ccairo_picture *picture, double red, double green, double blue, double alpha);

/// How lines begin and end.
typedef enum ccairo_ends {
    /// At their ends, their edges not softened: bars that meet without a seam.
    CCAIRO_SHARP,
    /// Half their width beyond.
    CCAIRO_SQUARE,
    /// Half a circle beyond: a line without length is a dot.
    CCAIRO_ROUND,
    /// At their ends, softened.
    CCAIRO_FLAT
} ccairo_ends;

/// Adds a line to the path.
void ccairo_add_line(ccairo_picture *picture, double x0, double y0, double x1, double y1);

/// Adds a quarter of an ellipse from `(x0, y0)` to `(x1, y1)` that bends towards `(cornerX, cornerY)`.
void ccairo_add_bend(ccairo_picture *picture, double x0, double y0, double cornerX, double cornerY, double x1, double y1);

/// Draws all that has been added to the path as lines of one width, and begins a new one: one path in an SVG, however many lines.
void ccairo_stroke(ccairo_picture *picture, double width, ccairo_ends ends);

/// Draws a character in the middle of a cell of so many pixels at `(x, y)`, from the first monospaced font that has it.
/// `utf8` is the character, ended by a zero. It is there after `ccairo_show_characters`.
void ccairo_character(ccairo_picture *picture, const char *utf8, bool bold, bool italic, double x, double y, double width, double height);

/// Draws the characters since the last time, all in the present color.
void ccairo_show_characters(ccairo_picture *picture);

/// Takes a piece of an outline: `M` and `L` with a point, `C` with three, `Z` with none; two numbers a point.
typedef void (*ccairo_outline_sink)(void *context, char kind, const double *numbers);

/// Gives a character's outline, as it would be drawn in a cell of so many pixels at `(0, 0)`.
void ccairo_outline(ccairo_picture *picture, const char *utf8, bool bold, bool italic, double width, double height, ccairo_outline_sink sink,
                    void *context);

/// Ends a picture: its bytes go to `sink` as a PNG, where there is one. Then it is forgotten.
ccairo_status ccairo_finish(ccairo_picture *picture, ccairo_sink sink, void *context);

#endif
