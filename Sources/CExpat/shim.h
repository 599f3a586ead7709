/// The stream-oriented XML parser expat 2.
///
/// Handlers are called on the thread that calls XML_Parse, while it runs; names and text are valid only during
/// the call, UTF-8 whatever the document's encoding.
#pragma once
#include <expat.h>
