// The verb `serve`: pipelines over HTTP, with a page where a text is typed. serve.cpp is the only file with
// Boost.Beast.
#pragma once

#include "cli/service.hpp"

namespace textmill::host {

struct ServeOptions {
  ServiceOptions service;
  std::string host = "127.0.0.1";
  int port = 8765;  ///< 0: one that is free
};

/// Serves until SIGINT or SIGTERM. On a loopback address, requests with another `Host` are refused, so that
/// no page of another site can reach it by a name of its own.
Exit run_serve(const ServeOptions& options, const Console& console);

}  // namespace textmill::host
