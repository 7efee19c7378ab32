/* Thin function-only shim over ncurses (wide characters): Swift 6 rejects curses' global variables. */
#ifndef CNCURSES_H
#define CNCURSES_H

const char *cncurses_version(void);

#endif
