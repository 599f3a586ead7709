/* tcp-loop ADDRESS PORT COUNT - the least that a TCP probe costs: one epoll loop, 64 connections under way at a time.
 * Prints microseconds of processor time for each connection. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static int begin(int epoll, const struct sockaddr_in *place)
{
    int peer = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct epoll_event event = {.events = EPOLLOUT, .data.fd = peer};

    if (peer < 0 || (connect(peer, (const struct sockaddr *)place, sizeof *place) != 0 && errno != EINPROGRESS)
        || epoll_ctl(epoll, EPOLL_CTL_ADD, peer, &event) != 0) {
        perror("connect");
        exit(1);
    }
    return peer;
}

int main(int argc, char **argv)
{
    struct sockaddr_in place = {.sin_family = AF_INET};
    struct epoll_event events[64];
    struct rusage usage;
    int epoll = epoll_create1(EPOLL_CLOEXEC);

    if (argc != 4 || inet_pton(AF_INET, argv[1], &place.sin_addr) != 1) return 2;
    place.sin_port = htons((unsigned short)atoi(argv[2]));
    int count = atoi(argv[3]), begun = 0, ended = 0;
    while (ended < count) {
        while (begun < count && begun - ended < 64) {
            begin(epoll, &place);
            begun++;
        }
        int ready = epoll_wait(epoll, events, 64, -1);
        for (int index = 0; index < ready; index++) {
            int error = 0;
            socklen_t size = sizeof error;
            getsockopt(events[index].data.fd, SOL_SOCKET, SO_ERROR, &error, &size);
            if (error != 0) {
                errno = error;
                perror("connect");
                return 1;
            }
            close(events[index].data.fd);
            ended++;
        }
    }
    getrusage(RUSAGE_SELF, &usage);
    printf("%.1f\n",
        (usage.ru_utime.tv_sec * 1e6 + usage.ru_utime.tv_usec + usage.ru_stime.tv_sec * 1e6 + usage.ru_stime.tv_usec)
            / count);
    return 0;
}
