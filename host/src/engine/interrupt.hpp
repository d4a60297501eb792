// SIGINT and SIGTERM as a flag that the engine looks at between batches.
#pragma once

namespace textmill::host {

/// From now on the first SIGINT or SIGTERM only sets the flag; a second one ends the process at once.
/// SIGPIPE is ignored, so that a closed pipe is an error of write. Once, before threads start.
void watch_signals();

/// The signal that came, or 0. Any thread.
int interrupted();

}  // namespace textmill::host
