/* The library of the compiler that feeds a function with inputs. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Calls `run` with ever new inputs, which are valid during the call, until the arguments of the program say to end.
   Returns the status to exit with; what fails ends the process. May start the program again, with these arguments. */
int LLVMFuzzerRunDriver(int *_Nonnull count, char *_Nullable *_Nonnull *_Nonnull arguments,
                        int (*_Nonnull run)(const uint8_t *_Nullable start, size_t count));
