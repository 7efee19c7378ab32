#include "CNcurses.h"
#define NCURSES_WIDECHAR 1
#include <ncurses.h>

const char *cncurses_version(void) { return curses_version(); }
