/* ncurses as a machine from cells to bytes: what it would write to a terminal lands in a memory file, from which the caller takes it.
   ncurses keeps its state in globals, so there is one screen at a time, used from one thread. */
#ifndef NCURSES_SCREEN_H
#define NCURSES_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How cncurses_open ended. */
enum cncurses_status {
    CNCURSES_OK = 0,
    CNCURSES_UNKNOWN_TERMINAL = 1, /* no such entry in the terminal database */
    CNCURSES_NO_DATABASE = 2,      /* no terminal database at all */
    CNCURSES_TOO_PLAIN = 3,        /* hard copy, generic, or no way to move the cursor or clear the screen */
    CNCURSES_FAILED = 4            /* no memory, or no memory file */
};

/* Attributes of a cell. */
enum cncurses_attribute {
    CNCURSES_BOLD = 1,
    CNCURSES_DIM = 2,
    CNCURSES_UNDERLINE = 4,
    CNCURSES_REVERSE = 8,
    CNCURSES_ITALIC = 16
};

/* One cell: a width-1 character, a color pair, attributes. */
struct cncurses_cell {
    uint32_t scalar;
    int32_t pair;
    uint32_t attributes;
};

/* Starts ncurses for a terminal type. `color` false: color is never touched. */
enum cncurses_status cncurses_open(const char *term, bool color);

/* Frees what cncurses_open made. Writes nothing. */
void cncurses_close(void);

/* Colors and pairs that there are (0 without color), and whether the terminal's own colors can be had as color -1. */
int cncurses_colors(void);
int cncurses_color_pairs(void);
bool cncurses_has_default_colors(void);

/* Defines a pair; false where ncurses refuses. */
bool cncurses_define_pair(int pair, int foreground, int background);

/* Forgets all pairs. Whoever calls this redraws everything. */
void cncurses_reset_pairs(void);

/* Puts a run of cells in one row, clipped at the right edge. */
void cncurses_put(int row, int column, const struct cncurses_cell *cells, int count);

/* Follows a new size; false where there is no memory for it. */
bool cncurses_resize(int height, int width);

/* The next update clears the screen and draws everything. */
void cncurses_invalidate(void);

/* Computes what changed; returns the number of bytes that cncurses_take will hand out. */
size_t cncurses_update(void);

/* Copies at most `capacity` bytes of the last update; returns how many. */
size_t cncurses_take(uint8_t *buffer, size_t capacity);

/* A string capability (terminfo name), padding removed; its length, or -1 where the terminal has none or it does not fit. */
int cncurses_capability(const char *name, char *buffer, int capacity);

/* The width in cells that the locale gives a character. */
int cncurses_width(uint32_t scalar);

/* setlocale(LC_ALL, "") with numbers kept as "C" has them; true where the locale's characters are UTF-8. */
bool cncurses_adopt_locale(void);

/* The version of ncurses. */
const char *cncurses_version(void);

#endif
