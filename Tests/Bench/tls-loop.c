/* tls-loop ADDRESS PORT NAME COUNT - the least that a TLS probe costs: connect, a verified handshake, close; one after
 * the other over one SSL_CTX. Prints microseconds of processor time for each. */
#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static double spent(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec * 1e6 + usage.ru_utime.tv_usec + usage.ru_stime.tv_sec * 1e6 + usage.ru_stime.tv_usec;
}

int main(int argc, char **argv)
{
    struct sockaddr_in place = {.sin_family = AF_INET};
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());

    if (argc != 5 || inet_pton(AF_INET, argv[1], &place.sin_addr) != 1 || context == NULL
        || SSL_CTX_set_default_verify_paths(context) != 1)
        return 2;
    place.sin_port = htons((unsigned short)atoi(argv[2]));
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    int count = atoi(argv[4]);
    double start = spent();
    for (int index = 0; index < count; index++) {
        int peer = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        SSL *ssl = SSL_new(context);
        if (connect(peer, (struct sockaddr *)&place, sizeof place) != 0 || ssl == NULL
            || SSL_set1_host(ssl, argv[3]) != 1 || SSL_set_tlsext_host_name(ssl, argv[3]) != 1
            || SSL_set_fd(ssl, peer) != 1 || SSL_connect(ssl) != 1) {
            fputs("The handshake failed.\n", stderr);
            return 1;
        }
        SSL_free(ssl);
        close(peer);
    }
    printf("%.1f\n", (spent() - start) / count);
    return 0;
}
