/// The journal (sd-journal) and the service protocol (sd-daemon) of libsystemd, as Swift can call them.
#pragma once
/* The caller's own CODE_FILE, CODE_LINE and CODE_FUNC are sent; the macros would name this header. */
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-daemon.h>
#include <systemd/sd-id128.h>
#include <systemd/sd-journal.h>
