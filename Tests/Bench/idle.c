/* The least that any daemon with our libraries costs: it links them, loads the CA bundle, says READY, and waits. */
#include <ares.h>
#include <expat.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

int main(void)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (context == NULL || SSL_CTX_load_verify_file(context, "/etc/ssl/certs/ca-certificates.crt") != 1) {
        fputs("The CA bundle could not be loaded.\n", stderr);
        return 1;
    }
    ares_library_init(ARES_LIB_INIT_ALL);
    XML_ParserFree(XML_ParserCreate(NULL));
    sd_journal_print(6, "Idle.");
    sd_notify(0, "READY=1");
    for (;;)
        pause();
}
