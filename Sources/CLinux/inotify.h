/// inotify(7), which Swift's Glibc module does not export.
#pragma once
#include <sys/inotify.h>
