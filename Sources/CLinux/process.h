#pragma once
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/// Keeps what this process holds to itself: no core is dumped, no process of the same user can look into it (prctl(2),
/// PR_SET_DUMPABLE), and memory that is freed is overwritten as far as malloc(3) can (mallopt(3), M_PERTURB). Returns 0, or
/// -1 with errno set where the kernel refuses one of them.
static inline int linux_keep_secrets(void) {
    struct rlimit none = {0, 0};
    mallopt(M_PERTURB, 0x5a);
    return setrlimit(RLIMIT_CORE, &none) | prctl(PR_SET_DUMPABLE, 0);
}
