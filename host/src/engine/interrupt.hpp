// SIGINT and SIGTERM as a flag that the engine looks at between batches, and the patience that is left then.
#pragma once

namespace textmill::host {

enum class Ending {
  WhenDone,
  InTime  ///< the process ends 4 s after the signal, whatever it does: a stage in it may never return
};

/// From now on the first SIGINT or SIGTERM only sets the flag; a second one ends the process at once. SIGPIPE
/// is ignored, so that a closed pipe is an error of write. Once, before workers start.
void watch_signals(Ending ending = Ending::WhenDone);

/// The signal that came, or 0. Any thread.
int interrupted();

/// True from 3 s after the signal: what is not done by then is given up. Any thread.
bool patience_is_over();

}  // namespace textmill::host
