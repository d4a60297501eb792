// What runs in a worker process: batches in, results out, one record after the other, each announced in
// shared memory before it is touched.
#pragma once

#include "engine/loader.hpp"

namespace textmill::host {

/// The worker's whole life; never returns. `output` becomes its stdout and stderr, `watch` is a memfd that
/// holds a WorkerWatch, `room` one of a ResultRoom or none.
[[noreturn]] void run_worker(const WorkerParts& parts, Models& models, Descriptor channel, Descriptor output,
                             Descriptor watch, Descriptor room);

/// The beginning of the life of any process forked from the loader: it dies with it, prints into `output`,
/// and shares the watch with the supervisor.
WorkerWatch& enter_worker(const Descriptor& output, const Descriptor& watch);

/// Exit status of a worker whose channel was closed under it.
inline constexpr int kChannelClosed = 72;

/// A stage log that writes lines "LEVEL STAGE MESSAGE" to the standard error of the process it is used in.
StageLog make_worker_log();

}  // namespace textmill::host
