/* loop ADDRESS PORT COUNT BATCH [NAME] - the least that COUNT probes cost: connections, 64 under way at a time, over one
 * epoll descriptor, or if BATCH is not 0 so many every 100 ms, as the daemon has them; with NAME a TLS handshake on each,
 * verified for that name, over one SSL_CTX. Each is then reset.
 * Prints microseconds of processor time for each, the start left out. */
#include <arpa/inet.h>
#include <errno.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MOST 128

struct probe {
    int peer;
    SSL *ssl;
};

static struct sockaddr_in place = {.sin_family = AF_INET};
static SSL_CTX *context;
static const char *name;

static double spent(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec * 1e6 + usage.ru_utime.tv_usec + usage.ru_stime.tv_sec * 1e6 + usage.ru_stime.tv_usec;
}

static void give_up(const char *what)
{
    fprintf(stderr, "%s failed: %m.\n", what);
    exit(1);
}

static void begin(struct probe *probe, int epoll)
{
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = probe};
    int peer = probe->peer = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (peer < 0 || (connect(peer, (const struct sockaddr *)&place, sizeof place) != 0 && errno != EINPROGRESS)
        || epoll_ctl(epoll, EPOLL_CTL_ADD, peer, &event) != 0)
        give_up("connect");
    if (name == NULL) return;
    SSL *ssl = probe->ssl = SSL_new(context);
    if (ssl == NULL || SSL_set1_host(ssl, name) != 1 || SSL_set_tlsext_host_name(ssl, name) != 1
        || SSL_set_fd(ssl, peer) != 1)
        give_up("SSL_new");
}

/* Whether the probe has ended. */
static int advance(struct probe *probe, uint32_t events)
{
    static const struct linger reset = {.l_onoff = 1};

    if (events & EPOLLERR) give_up("connect");
    if (name != NULL) {
        int result = SSL_connect(probe->ssl);
        if (result != 1) {
            int error = SSL_get_error(probe->ssl, result);
            if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return 0;
            give_up("SSL_connect");
        }
        SSL_free(probe->ssl);
    }
    setsockopt(probe->peer, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    close(probe->peer);
    return 1;
}

/* Waits until the next 100 ms begin. */
static void await_slot(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    time.tv_nsec = (time.tv_nsec / 100000000 + 1) * 100000000;
    if (time.tv_nsec == 1000000000) {
        time.tv_sec++;
        time.tv_nsec = 0;
    }
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
}

int main(int argc, char **argv)
{
    struct epoll_event events[MOST];
    struct probe probes[MOST];
    int epoll = epoll_create1(EPOLL_CLOEXEC);

    if (argc < 5 || argc > 6 || atoi(argv[4]) > MOST || inet_pton(AF_INET, argv[1], &place.sin_addr) != 1) return 2;
    place.sin_port = htons((unsigned short)atoi(argv[2]));
    name = argv[5];
    if (name != NULL) {
        context = SSL_CTX_new(TLS_client_method());
        if (context == NULL || SSL_CTX_set_default_verify_paths(context) != 1) give_up("SSL_CTX_new");
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    }
    int count = atoi(argv[3]), batch = atoi(argv[4]), begun = 0, ended = 0;
    double start = spent();
    while (ended < count) {
        if (ended == begun) {
            if (batch != 0) await_slot();
            for (int index = 0; index < (batch != 0 ? batch : 64) && begun < count; index++, begun++)
                begin(&probes[index], epoll);
        }
        int ready = epoll_wait(epoll, events, MOST, -1);
        for (int index = 0; index < ready; index++) {
            struct probe *probe = events[index].data.ptr;
            if (!advance(probe, events[index].events)) continue;
            ended++;
            if (batch == 0 && begun < count) {
                begin(probe, epoll);
                begun++;
            }
        }
    }
    printf("%.1f\n", (spent() - start) / count);
    return 0;
}
