/* Signals of a terminal program. Handlers set a flag and write a byte to a pipe; only a crash is acted on at once. */
#ifndef TERMINAL_SIGNALS_H
#define TERMINAL_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

/* Installs handlers (INT TERM HUP QUIT TSTP, where not ignored by whoever started us; WINCH, CONT) that write to `pipe_fd`, which must
   not block. */
void cncurses_signals_install(int pipe_fd);

/* Installs the handlers anew after ncurses has put its own in their place. */
void cncurses_signals_reclaim(void);

/* Puts back the handlers that were there. */
void cncurses_signals_remove(void);

/* True once for each time that the signal came since the last call (several at once count as one). */
bool cncurses_signals_take(int signal);

/* True where one of INT TERM HUP QUIT has come and not been taken. */
bool cncurses_signals_ending(void);

/* On a crash (ILL TRAP ABRT SEGV BUS FPE): writes `bytes` to `fd`, gives it `saved`, and lets the crash go on as it would have.
   At most 512 bytes; false where they do not fit. */
bool cncurses_crash_arm(int fd, const uint8_t *bytes, size_t count, const struct termios *saved);

/* From now on a crash ends the process as its signal by default does, after a line on standard error, in place of the Swift runtime's report, which
   on a terminal asks for a key and waits half a minute. Nothing changes where SWIFT_BACKTRACE is set. */
void cncurses_crash_end_plainly(void);

/* write(2), except that nothing is written any more once some thread has crashed: the terminal has been given back then, and other threads
   may run on for a while. */
ssize_t cncurses_write(int fd, const void *bytes, size_t count);

/* The crash handlers stay, and do nothing but pass the crash on. */
void cncurses_crash_disarm(void);

/* Takes the crash handlers away. */
void cncurses_crash_remove(void);

/* Stops this process (`group` true: its process group) as SIGTSTP by default does; returns when it is continued. */
void cncurses_stop(bool group);

/* Ends this process as the signal by default does. Returns only where the signal does not end a process. */
void cncurses_die(int signal);

#endif
