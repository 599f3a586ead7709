/// Decompression of a whole buffer with zlib, within the bounds of the caller's.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

/// What came of it.
enum zlib_outcome {
    /// The compressed data is complete.
    ZLIB_COMPLETE,
    /// The output is full, and there is more.
    ZLIB_FULL,
    /// The input ends too early.
    ZLIB_SHORT,
    /// The input is not of this format, or there is no memory.
    ZLIB_DAMAGED,
};

/// Decompresses `size` bytes of `input` into at most `room` bytes of `output`.
///
/// `window` is the windowBits of inflateInit2: 15 for zlib, 31 for gzip, -15 for neither's head. Several members of gzip
/// are one text (RFC 1952 section 2.2); what else follows the end is left alone. `written` is always set.
static inline enum zlib_outcome zlib_decompress(const uint8_t *_Nonnull input, size_t size,
                                                uint8_t *_Nonnull output, size_t room, int window,
                                                size_t *_Nonnull written)
{
    z_stream stream = {
        .next_in = (Bytef *)input, .avail_in = (uInt)size, .next_out = output, .avail_out = (uInt)room};
    *written = 0;
    if (inflateInit2(&stream, window) != Z_OK)
        return ZLIB_DAMAGED;
    int status = inflate(&stream, Z_FINISH);
    while (status == Z_STREAM_END && window == 31 && stream.avail_in >= 2 && stream.next_in[0] == 0x1f &&
           stream.next_in[1] == 0x8b && inflateReset(&stream) == Z_OK)
        status = inflate(&stream, Z_FINISH);
    *written = room - stream.avail_out;
    inflateEnd(&stream);
    if (status == Z_STREAM_END)
        return ZLIB_COMPLETE;
    if (status != Z_OK && status != Z_BUF_ERROR)
        return ZLIB_DAMAGED;
    return stream.avail_out == 0 ? ZLIB_FULL : ZLIB_SHORT;
}
