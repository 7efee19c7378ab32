#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#define NCURSES_WIDECHAR 1
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif

#include "ncurses_screen.h"

#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

#ifdef __linux__
#include <sys/mman.h>
#endif

static SCREEN *screen;
static FILE *sink;
static bool colored;
static bool default_colors;

static FILE *open_sink(void) {
#ifdef __linux__
    int fd = memfd_create("frame", MFD_CLOEXEC);
    if (fd >= 0) {
        FILE *file = fdopen(fd, "w+");
        if (file) return file;
        close(fd);
    }
#endif
    return tmpfile();
}

static enum cncurses_status probe(const char *term, int fd) {
    int error = 1;
    if (setupterm(term, fd, &error) != OK) {
        if (error == 1) return CNCURSES_TOO_PLAIN;
        return error == 0 ? CNCURSES_UNKNOWN_TERMINAL : CNCURSES_NO_DATABASE;
    }
    bool plain = cursor_address == NULL || clear_screen == NULL || hard_copy || generic_type;
    del_curterm(cur_term);
    return plain ? CNCURSES_TOO_PLAIN : CNCURSES_OK;
}

enum cncurses_status cncurses_open(const char *term, bool color) {
    sink = open_sink();
    if (!sink) return CNCURSES_FAILED;
    enum cncurses_status status = probe(term, fileno(sink));
    if (status == CNCURSES_OK) {
        /* The size is told later, not found in LINES and COLUMNS. */
        use_env(FALSE);
        use_tioctl(TRUE);
        screen = newterm(term, sink, sink);
        if (!screen) status = CNCURSES_FAILED;
    }
    if (status != CNCURSES_OK) {
        fclose(sink);
        sink = NULL;
        return status;
    }
    colored = color && has_colors() && start_color() == OK;
    default_colors = colored && use_default_colors() == OK;
    typeahead(-1);
    nonl();
    leaveok(stdscr, TRUE);
    idcok(stdscr, FALSE);
    /* The first update also enters the alternate screen and sets a scroll region of a size that is only assumed: it is made here, and
       thrown away. What is to be written to enter and leave is the caller's. */
    cncurses_update();
    clearok(curscr, TRUE);
    return CNCURSES_OK;
}

void cncurses_close(void) {
    if (screen) delscreen(screen);
    if (sink) fclose(sink);
    screen = NULL;
    sink = NULL;
    colored = false;
    default_colors = false;
}

int cncurses_colors(void) { return colored ? COLORS : 0; }
int cncurses_color_pairs(void) { return colored ? COLOR_PAIRS : 0; }
bool cncurses_has_default_colors(void) { return default_colors; }

bool cncurses_define_pair(int pair, int foreground, int background) {
#if NCURSES_EXT_COLORS
    return init_extended_pair(pair, foreground, background) == OK;
#else
    return init_pair((short)pair, (short)foreground, (short)background) == OK;
#endif
}

void cncurses_reset_pairs(void) {
#if NCURSES_EXT_COLORS
    reset_color_pairs();
#endif
    clearok(curscr, TRUE);
}

static attr_t attributes_of(uint32_t bits) {
    attr_t attributes = A_NORMAL;
    if (bits & CNCURSES_BOLD) attributes |= A_BOLD;
    if (bits & CNCURSES_DIM) attributes |= A_DIM;
    if (bits & CNCURSES_UNDERLINE) attributes |= A_UNDERLINE;
    if (bits & CNCURSES_REVERSE) attributes |= A_REVERSE;
#ifdef A_ITALIC
    if (bits & CNCURSES_ITALIC) attributes |= A_ITALIC;
#endif
    return attributes;
}

void cncurses_put(int row, int column, const struct cncurses_cell *cells, int count) {
    cchar_t run[128];
    while (count > 0) {
        int length = count < 128 ? count : 128;
        for (int i = 0; i < length; i++) {
            wchar_t text[2] = {(wchar_t)cells[i].scalar, 0};
#if NCURSES_EXT_COLORS
            int pair = cells[i].pair;
            setcchar(&run[i], text, attributes_of(cells[i].attributes), 0, &pair);
#else
            setcchar(&run[i], text, attributes_of(cells[i].attributes), (short)cells[i].pair, NULL);
#endif
        }
        mvwadd_wchnstr(stdscr, row, column, run, length);
        cells += length;
        column += length;
        count -= length;
    }
}

bool cncurses_resize(int height, int width) { return resizeterm(height, width) == OK; }

void cncurses_invalidate(void) { clearok(curscr, TRUE); }

size_t cncurses_update(void) {
    lseek(fileno(sink), 0, SEEK_SET);
    wnoutrefresh(stdscr);
    doupdate();
    off_t end = lseek(fileno(sink), 0, SEEK_CUR);
    return end > 0 ? (size_t)end : 0;
}

size_t cncurses_take(uint8_t *buffer, size_t capacity) {
    size_t taken = 0;
    while (taken < capacity) {
        ssize_t count = pread(fileno(sink), buffer + taken, capacity - taken, (off_t)taken);
        if (count <= 0) break;
        taken += (size_t)count;
    }
    return taken;
}

static char *collected;
static int collected_count;
static int collected_capacity;

static int collect(int character) {
    if (collected_count < collected_capacity) collected[collected_count] = (char)character;
    collected_count++;
    return character;
}

int cncurses_capability(const char *name, char *buffer, int capacity) {
    const char *value = tigetstr(name);
    if (value == NULL || value == (char *)-1 || *value == 0) return -1;
    collected = buffer;
    collected_count = 0;
    collected_capacity = capacity;
    tputs(value, 1, collect);
    return collected_count <= capacity ? collected_count : -1;
}

int cncurses_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

bool cncurses_adopt_locale(void) {
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C");
    const char *codeset = nl_langinfo(CODESET);
    return codeset != NULL && strcmp(codeset, "UTF-8") == 0;
}

const char *cncurses_version(void) { return curses_version(); }
