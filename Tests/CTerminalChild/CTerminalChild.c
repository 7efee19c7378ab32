#define _GNU_SOURCE
#include "CTerminalChild.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// Between fork and exec there are only calls that are safe there: the process that forks has other threads.

static volatile sig_atomic_t is_closed;

static void note_closed(int number) {
    (void)number;
    is_closed = 1;
}

static void reset_signals(void) {
    struct sigaction plain;
    memset(&plain, 0, sizeof plain);
    plain.sa_handler = SIG_DFL;
    for (int number = 1; number < 32; number++) sigaction(number, &plain, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void ignore(int number) {
    struct sigaction ignoring;
    memset(&ignoring, 0, sizeof ignoring);
    ignoring.sa_handler = SIG_IGN;
    sigaction(number, &ignoring, NULL);
}

static int attach(const char *path) {
    if (setsid() < 0) return -1;
    int terminal = open(path, O_RDWR);
    if (terminal < 0 || ioctl(terminal, TIOCSCTTY, 0) != 0) return -1;
    for (int descriptor = 0; descriptor < 3; descriptor++) dup2(terminal, descriptor);
    if (terminal > 2) close(terminal);
    return 0;
}

/// Turns the process into the program.
static void become(char *const arguments[], char *const environment[], const char *folder, const char *output, int how) {
    reset_signals();
    if (how & TERMINAL_CHILD_INPUT_NULL) dup2(open("/dev/null", O_RDONLY), 0);
    if (how & TERMINAL_CHILD_INPUT_SILENT) {
        int ends[2];
        if (pipe(ends) == 0) dup2(ends[0], 0);
        // The writing end stays open, in this process: nothing comes, and there is no end.
        if (ends[1] > 2) dup2(ends[1], 3);
        for (int descriptor = 4; descriptor < 1024; descriptor++) close(descriptor);
    }
    if (how & TERMINAL_CHILD_OUTPUT_FILE) dup2(open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
    if (!(how & TERMINAL_CHILD_INPUT_SILENT)) for (int descriptor = 3; descriptor < 1024; descriptor++) close(descriptor);
    if (how & TERMINAL_CHILD_INPUT_CLOSED) close(0);
    if (how & TERMINAL_CHILD_OUTPUT_CLOSED) close(1);
    if (how & TERMINAL_CHILD_ERRORS_CLOSED) close(2);
    if (chdir(folder) == 0) execve(arguments[0], arguments, environment);
    _exit(127);
}

static void report(int reports, int kind, int value) {
    struct terminal_child_report report = {kind, value, 0};
    int flags = fcntl(0, F_GETFL);
    report.is_nonblocking = flags >= 0 && (flags & O_NONBLOCK) != 0;
    if (write(reports, &report, sizeof report) < 0) _exit(0);
}

/// Watches over the job as a shell does, until it has ended.
static void watch(pid_t job, int reports, int orders, int how) {
    int has_terminal = !(how & TERMINAL_CHILD_LEADS);
    while (1) {
        if (is_closed && has_terminal && !(how & TERMINAL_CHILD_UNTOLD)) {
            is_closed = 0;
            kill(-job, SIGHUP);
            kill(-job, SIGCONT);
        }
        int status;
        pid_t changed = waitpid(job, &status, WNOHANG | WUNTRACED);
        if (changed == job) {
            if (has_terminal) tcsetpgrp(0, getpgrp());
            if (WIFSTOPPED(status)) {
                report(reports, TERMINAL_CHILD_STOPPED, WSTOPSIG(status));
            } else {
                if (WIFEXITED(status)) report(reports, TERMINAL_CHILD_EXITED, WEXITSTATUS(status));
                if (WIFSIGNALED(status)) report(reports, TERMINAL_CHILD_KILLED, WTERMSIG(status));
                return;
            }
        }
        struct pollfd query = {orders, POLLIN, 0};
        if (poll(&query, 1, 10) <= 0) continue;
        char order = 0;
        ssize_t count = read(orders, &order, 1);
        if (count == 0) {
            kill(has_terminal ? -job : job, SIGKILL);
            return;
        }
        if (order == 'f') {
            if (has_terminal) tcsetpgrp(0, job);
            kill(has_terminal ? -job : job, SIGCONT);
        }
    }
}

int terminal_child_start(
    struct terminal_child *child, char *const arguments[], char *const environment[], const char *folder, const char *output,
    int columns, int rows, int how) {
    int reports[2], orders[2];
    int controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (controller < 0) return errno;
    const char *name = NULL;
    char path[64] = "";
    if (grantpt(controller) == 0 && unlockpt(controller) == 0 && (name = ptsname(controller)) != NULL) strncpy(path, name, 63);
    int terminal = name ? open(path, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
    if (terminal < 0 || pipe2(reports, O_CLOEXEC) != 0 || pipe2(orders, O_CLOEXEC) != 0) return errno;
    struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};
    ioctl(controller, TIOCSWINSZ, &size);

    pid_t shell = fork();
    if (shell < 0) return errno;
    if (shell == 0) {
        reset_signals();
        // Other terminals' ends, too: one that somebody else has open does not close.
        for (int descriptor = 3; descriptor < 1024; descriptor++) {
            if (descriptor != reports[1] && descriptor != orders[0]) close(descriptor);
        }
        int leads = how & TERMINAL_CHILD_LEADS;
        if (!leads) {
            if (attach(path) != 0) _exit(126);
            struct sigaction closing;
            memset(&closing, 0, sizeof closing);
            closing.sa_handler = note_closed;
            sigaction(SIGHUP, &closing, NULL);
            ignore(SIGTTOU);
            ignore(SIGTTIN);
            ignore(SIGTSTP);
            ignore(SIGINT);
            ignore(SIGQUIT);
        }
        pid_t job = fork();
        if (job == 0) {
            if (leads) {
                if (attach(path) != 0) _exit(126);
            } else {
                setpgid(0, 0);
                if (!(how & TERMINAL_CHILD_IN_BACKGROUND)) tcsetpgrp(0, getpid());
            }
            become(arguments, environment, folder, output, how);
        }
        if (!leads) setpgid(job, job);
        report(reports[1], TERMINAL_CHILD_STARTED, job);
        watch(job, reports[1], orders[0], how);
        _exit(0);
    }
    close(reports[1]);
    close(orders[0]);
    child->controller = controller;
    child->terminal = terminal;
    child->reports = reports[0];
    child->orders = orders[1];
    child->shell = shell;
    return 0;
}

int terminal_child_width(unsigned int scalar) { return wcwidth((wchar_t)scalar); }
