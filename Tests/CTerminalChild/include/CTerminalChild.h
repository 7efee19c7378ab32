#ifndef CTERMINALCHILD_H
#define CTERMINALCHILD_H

#include <sys/types.h>

/// How a program is started in a terminal; values are added.
enum {
    /// It leads its session: there is no shell above it.
    TERMINAL_CHILD_LEADS = 1,
    /// It is started in the background.
    TERMINAL_CHILD_IN_BACKGROUND = 2,
    /// Nobody tells it that the terminal has been closed; it finds out by reading and writing.
    TERMINAL_CHILD_UNTOLD = 4,
    TERMINAL_CHILD_INPUT_NULL = 8,
    TERMINAL_CHILD_INPUT_CLOSED = 16,
    /// Standard input is a pipe in which nothing comes.
    TERMINAL_CHILD_INPUT_SILENT = 32,
    /// Standard output is the file `output`.
    TERMINAL_CHILD_OUTPUT_FILE = 64,
    TERMINAL_CHILD_OUTPUT_CLOSED = 128,
    TERMINAL_CHILD_ERRORS_CLOSED = 256,
};

/// Kinds of a report.
enum { TERMINAL_CHILD_STARTED = 1, TERMINAL_CHILD_STOPPED, TERMINAL_CHILD_EXITED, TERMINAL_CHILD_KILLED };

/// What a shell would learn of its job, read from `reports`.
struct terminal_child_report {
    int kind;
    /// The process that was started, the signal that stopped or ended it, its exit status.
    int value;
    /// Whether O_NONBLOCK is set on the terminal that shell and program share.
    int is_nonblocking;
};

/// A terminal made of software, a shell of a few lines in it, and a program as the shell's job.
struct terminal_child {
    /// The other end of the terminal, which does not block.
    int controller;
    /// The terminal itself, so that its modes can be looked at.
    int terminal;
    /// Reports come here; it ends with the shell.
    int reports;
    /// A byte is an order: 'f' continues the job in the foreground. Closed: the job is killed, and the shell ends.
    int orders;
    pid_t shell;
};

/// Starts a program in a new terminal. Answers 0, or the number of an error.
int terminal_child_start(
    struct terminal_child *child, char *const arguments[], char *const environment[], const char *folder, const char *output,
    int columns, int rows, int how);

/// Columns that a character takes, after the C library's locale.
int terminal_child_width(unsigned int scalar);

#endif
