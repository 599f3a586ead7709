/// The asynchronous DNS client c-ares, 1.18 and later.
///
/// Nothing blocks, and there are no threads: the caller watches the sockets that it is told of. A callback may come
/// inside the call that asks, processes or destroys. A channel must not be destroyed inside a callback of its own.
#pragma once
// Some of these have successors, which 1.18 does not have.
#define CARES_NO_DEPRECATED
#include <ares.h>

/// Results, which are macros in some versions and an enumeration in others.
static const int cares_success = ARES_SUCCESS, cares_bad_name = ARES_EBADNAME,
                 cares_refused = ARES_ECONNREFUSED, cares_timeout = ARES_ETIMEOUT, cares_no_memory = ARES_ENOMEM,
                 cares_destroyed = ARES_EDESTRUCTION;
/// No socket, where ares_process_fd() takes one.
static const int cares_no_socket = ARES_SOCKET_BAD;
/// The class and types of questions, and the length of a message's head (RFC 1035 sections 3.2 and 4.1.1, RFC 3596).
static const int cares_internet = 1, cares_a = 1, cares_aaaa = 28, cares_head = 12;

/// Opens a channel to one name server, without a cache; ARES_SUCCESS, or another status and no channel.
///
/// @param server an address, in brackets if it has colons
/// @param flags ARES_FLAG_*
/// @param timeout of the first try, in milliseconds; doubled for each next one, and shortened by 1.34 where the server
///        answers fast
/// @param changed is told of every socket and what to wait for; of neither just before it is closed
/// @param context is handed to changed
static inline int cares_open(ares_channel _Nullable *_Nonnull channel, const char *_Nonnull server, int flags,
                             int timeout, int tries, ares_sock_state_cb _Nonnull changed, void *_Nonnull context) {
    // Later versions have grown the structure; what they read beyond this header's must be zero. A cache of at most
    // 0 s, which 1.31 added with this bit of the mask, is none.
    struct {
        struct ares_options known;
        char later[256];
    } settings = {{.flags = flags, .timeout = timeout, .tries = tries}, {0}};
    const int query_cache = 1 << 21;
    int version = 0, mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB |
                            ARES_OPT_RESOLVCONF;
    ares_version(&version);
    if (version >= 0x011f00) mask |= query_cache;
    settings.known.sock_state_cb = changed;
    settings.known.sock_state_cb_data = context;
    // The caller reads the system's.
    settings.known.resolvconf_path = (char *)"/dev/null";
    int status = ares_init_options(channel, &settings.known, mask);
    if (status != ARES_SUCCESS) {
        *channel = 0;
        return status;
    }
    status = ares_set_servers_ports_csv(*channel, server);
    if (status != ARES_SUCCESS) {
        ares_destroy(*channel);
        *channel = 0;
    }
    return status;
}
