/// QR codes of a text with libqrencode.
#pragma once
#include <qrencode.h>

/// Makes the smallest code that holds `text`, with the lowest level of error correction. NULL with errno set if there is no
/// memory, or the text is too long (ERANGE). To be freed with QRcode_free.
static inline QRcode *_Nullable qrencode_text(const char *_Nonnull text) {
    return QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
}
