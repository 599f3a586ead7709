/// The stream-oriented XML parser expat.
#pragma once
#include <expat.h>
