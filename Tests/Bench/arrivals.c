/* arrivals PORT INTERVAL - accepts connections to any address of 127.0.0.0/8, one for each check, which come every INTERVAL
 * milliseconds. Ended by SIGTERM, it prints how many milliseconds later than that they came: the median, the 99th in a
 * hundred, the latest, and how many intervals there were. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LIMIT 1000000

static volatile sig_atomic_t is_over;
static int64_t last[1 << 24];
static double late[LIMIT];

static void end(int number)
{
    (void)number;
    is_over = 1;
}

static int64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    double difference = *(const double *)a - *(const double *)b;

    return difference < 0 ? -1 : difference > 0;
}

int main(int argc, char **argv)
{
    struct sockaddr_in place = {.sin_family = AF_INET};
    struct sigaction action = {.sa_handler = end};
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1, count = 0;

    if (argc != 3) return 2;
    place.sin_port = htons((unsigned short)atoi(argv[1]));
    double interval = atof(argv[2]);
    sigaction(SIGTERM, &action, NULL);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&place, sizeof place) != 0 || listen(listener, 4096) != 0) {
        perror("listen");
        return 1;
    }
    while (!is_over) {
        struct sockaddr_in own;
        socklen_t size = sizeof own;
        int peer = accept(listener, NULL, NULL);
        if (peer < 0) continue;
        if (getsockname(peer, (struct sockaddr *)&own, &size) == 0) {
            int64_t *before = &last[ntohl(own.sin_addr.s_addr) & 0xffffff], time = now();
            if (*before != 0 && count < LIMIT) late[count++] = (time - *before) / 1e6 - interval;
            *before = time;
        }
        close(peer);
    }
    qsort(late, count, sizeof *late, compare);
    if (count == 0) return 1;
    printf("%.1f %.1f %.1f %d\n", late[count / 2], late[(int)(count * 0.99)], late[count - 1], count);
    return 0;
}
