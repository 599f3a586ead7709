/// mallopt(3) and malloc_trim(3), which Swift's Glibc module does not export.
#pragma once
#include <malloc.h>
