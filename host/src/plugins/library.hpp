// A plugin's library, loaded. The only place with Boost.DLL.
#pragma once

#include "plugins/catalog.hpp"
#include "textmill/abi.h"
#include "textmill/status.hpp"

namespace textmill::host {

/// Whether a child process loads the library first, because a constructor may end the process.
enum class Trial { IfForeign, No };

/// Loads the plugin of a usable entry (rtld_now | rtld_local), checks that its entry agrees with its
/// manifest, and gives its table. Loaded libraries stay loaded until the process ends; a second call for
/// the same file gives the same table. Fails with Code::BadPlugin and one sentence.
/// One thread, before workers start.
Result<const textmill_plugin*> load_plugin(const CatalogEntry& entry, Trial trial = Trial::IfForeign);

}  // namespace textmill::host
