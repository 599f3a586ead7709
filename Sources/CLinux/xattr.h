/// getxattr(2), which Swift's Glibc module does not export.
#pragma once
#include <sys/xattr.h>
