/* Thin function-only shim over ncurses (wide characters) and POSIX signals: Swift 6 rejects curses' global variables, and a signal
   handler has to be plain C. */
#ifndef CNCURSES_H
#define CNCURSES_H

#include "ncurses_screen.h"
#include "terminal_signals.h"

#endif
