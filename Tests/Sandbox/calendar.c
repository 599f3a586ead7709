/*
 * Preloaded (ld.so(8)) into a program, gives it a calendar of its own: /run/calendar holds how many seconds it is
 * ahead, and is read each time. All other clocks go as they do. Made by hand because libfaketime breaks libdispatch.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static time_t seconds_ahead(void)
{
    char text[32] = "";
    int before = errno;
    int file = open("/run/calendar", O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        if (read(file, text, sizeof text - 1) < 0)
            text[0] = '\0';
        close(file);
    }
    errno = before;
    return atol(text);
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
    long outcome = syscall(SYS_clock_gettime, clock, time);
    if (outcome == 0 && clock == CLOCK_REALTIME)
        time->tv_sec += seconds_ahead();
    return (int)outcome;
}
