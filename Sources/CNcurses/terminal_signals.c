#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

#include "terminal_signals.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))
#define HIGHEST 64

static const int handled[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH, SIGCONT};
static const int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE};

static volatile sig_atomic_t came[HIGHEST];
static volatile sig_atomic_t wake_fd = -1;
static struct sigaction before[COUNT(handled)];
static bool installed;

static void on_signal(int signal) {
    int error = errno;
    came[signal] = 1;
    if (wake_fd >= 0) {
        char byte = 0;
        /* A full pipe already wakes the reader. */
        ssize_t written = write(wake_fd, &byte, 1);
        (void)written;
    }
    errno = error;
}

static void use_handler(int index) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    /* The others end a wait for the terminal in the background, so that a stopped program can be told to end. */
    action.sa_flags = handled[index] == SIGWINCH ? SA_RESTART : 0;
    sigemptyset(&action.sa_mask);
    sigaction(handled[index], &action, NULL);
}

void cncurses_signals_install(int pipe_fd) {
    if (installed) return;
    installed = true;
    wake_fd = pipe_fd;
    for (int i = 0; i < COUNT(handled); i++) {
        came[handled[i]] = 0;
        sigaction(handled[i], NULL, &before[i]);
    }
    cncurses_signals_reclaim();
}

void cncurses_signals_reclaim(void) {
    for (int i = 0; i < COUNT(handled); i++) {
        bool optional = handled[i] != SIGWINCH && handled[i] != SIGCONT;
        /* What was ignored for us (nohup, a background job without job control) stays so. */
        if (optional && before[i].sa_handler == SIG_IGN)
            sigaction(handled[i], &before[i], NULL);
        else
            use_handler(i);
    }
}

void cncurses_signals_remove(void) {
    if (!installed) return;
    installed = false;
    for (int i = 0; i < COUNT(handled); i++) sigaction(handled[i], &before[i], NULL);
    wake_fd = -1;
}

bool cncurses_signals_take(int signal) {
    if (signal <= 0 || signal >= HIGHEST || !came[signal]) return false;
    came[signal] = 0;
    return true;
}

bool cncurses_signals_ending(void) { return came[SIGINT] || came[SIGTERM] || came[SIGHUP] || came[SIGQUIT]; }

void cncurses_stop(bool group) {
    struct sigaction ours, fallback;
    sigset_t stop, mask;
    memset(&fallback, 0, sizeof fallback);
    fallback.sa_handler = SIG_DFL;
    sigemptyset(&fallback.sa_mask);
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigaction(SIGTSTP, &fallback, &ours);
    pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
    kill(group ? 0 : getpid(), SIGTSTP);
    /* Continued. */
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &ours, NULL);
    came[SIGTSTP] = 0;
    came[SIGCONT] = 0;
}

void cncurses_die(int signal) {
    struct sigaction fallback;
    sigset_t set;
    memset(&fallback, 0, sizeof fallback);
    fallback.sa_handler = SIG_DFL;
    sigemptyset(&fallback.sa_mask);
    sigaction(signal, &fallback, NULL);
    sigemptyset(&set);
    sigaddset(&set, signal);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(signal);
}

/* Crashes. */

static struct sigaction crash_before[COUNT(crashes)];
static bool crash_installed;
static bool ends_plainly;
static volatile sig_atomic_t crash_armed;
static int crash_fd = -1;
static uint8_t crash_bytes[512];
static size_t crash_count;
static struct termios crash_termios;
static uint8_t crash_stack[65536] __attribute__((aligned(16)));

static volatile sig_atomic_t crashing;
static volatile sig_atomic_t writing;
static pthread_t writer;

static void nap(long milliseconds) {
    struct timespec time = {0, milliseconds * 1000000};
    nanosleep(&time, NULL);
}

ssize_t cncurses_write(int fd, const void *bytes, size_t count) {
    writer = pthread_self();
    writing = 1;
    __sync_synchronize();
    if (crashing) {
        writing = 0;
        nap(100);
        errno = EAGAIN;
        return -1;
    }
    ssize_t written = write(fd, bytes, count);
    int error = errno;
    writing = 0;
    errno = error;
    return written;
}

/* Everything here is async-signal-safe. */
static void restore_terminal(void) {
    crashing = 1;
    __sync_synchronize();
    /* Another thread's write is let finish: it does not block. */
    for (int i = 0; i < 100 && writing && !pthread_equal(writer, pthread_self()); i++) nap(1);
    /* Unread frames would stand in the way of the restoring bytes. */
    tcflush(crash_fd, TCOFLUSH);
    size_t done = 0;
    for (int i = 0; i < 100 && done < crash_count; i++) {
        ssize_t written = write(crash_fd, crash_bytes + done, crash_count - done);
        if (written > 0) {
            done += (size_t)written;
        } else if (written < 0 && errno != EAGAIN && errno != EINTR) {
            break;
        } else {
            nap(2);
        }
    }
    tcsetattr(crash_fd, TCSANOW, &crash_termios);
}

static const char *name_of(int signal) {
    switch (signal) {
    case SIGILL: return "SIGILL";
    case SIGTRAP: return "SIGTRAP";
    case SIGABRT: return "SIGABRT";
    case SIGSEGV: return "SIGSEGV";
    case SIGBUS: return "SIGBUS";
    default: return "SIGFPE";
    }
}

/* One write a piece: nothing here may allocate. */
static void say_end(int signal) {
    static volatile sig_atomic_t said;
    if (said) return;
    said = 1;
    char line[160] = "backstep: ended by a fault of its own (";
    strcat(line, name_of(signal));
    strcat(line, "); with SWIFT_BACKTRACE=enable=yes it says where\n");
    ssize_t written = write(STDERR_FILENO, line, strlen(line));
    (void)written;
}

static void on_crash(int signal, siginfo_t *info, void *context) {
    (void)context;
    if (crash_armed) {
        crash_armed = 0;
        restore_terminal();
    }
    bool was_sent = info->si_code <= 0;
    bool is_foreign = was_sent && info->si_pid != getpid();
    if (is_foreign || ends_plainly) {
        /* Where somebody else wants us dead, there is nothing of ours to explain. */
        if (!is_foreign) say_end(signal);
        struct sigaction fallback;
        memset(&fallback, 0, sizeof fallback);
        fallback.sa_handler = SIG_DFL;
        sigemptyset(&fallback.sa_mask);
        sigaction(signal, &fallback, NULL);
    } else {
        for (int i = 0; i < COUNT(crashes); i++) {
            if (crashes[i] == signal) sigaction(signal, &crash_before[i], NULL);
        }
    }
    /* A fault happens again by itself when the handler returns, now with the old handler; a sent signal has to be sent again. It
       stays pending until then. */
    if (was_sent || signal == SIGABRT || signal == SIGTRAP) raise(signal);
}

static void install_crash_handlers(void) {
    if (crash_installed) return;
    crash_installed = true;
    stack_t stack;
    if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
        stack.ss_sp = crash_stack;
        stack.ss_size = sizeof crash_stack;
        stack.ss_flags = 0;
        sigaltstack(&stack, NULL);
    }
    for (int i = 0; i < COUNT(crashes); i++) {
        struct sigaction action;
        memset(&action, 0, sizeof action);
        action.sa_sigaction = on_crash;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
        sigemptyset(&action.sa_mask);
        sigaction(crashes[i], &action, &crash_before[i]);
    }
}

bool cncurses_crash_arm(int fd, const uint8_t *bytes, size_t count, const struct termios *saved) {
    if (count > sizeof crash_bytes) return false;
    crash_armed = 0;
    crash_fd = fd;
    memcpy(crash_bytes, bytes, count);
    crash_count = count;
    crash_termios = *saved;
    install_crash_handlers();
    crash_armed = 1;
    return true;
}

void cncurses_crash_end_plainly(void) {
    /* Who has set this wants the runtime's report. */
    if (getenv("SWIFT_BACKTRACE")) return;
    ends_plainly = true;
    install_crash_handlers();
}

void cncurses_crash_disarm(void) { crash_armed = 0; }

void cncurses_crash_remove(void) {
    crash_armed = 0;
    if (!crash_installed || ends_plainly) return;
    crash_installed = false;
    for (int i = 0; i < COUNT(crashes); i++) sigaction(crashes[i], &crash_before[i], NULL);
}
