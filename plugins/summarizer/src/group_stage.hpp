// The second stage of the plugin: one summary over the documents of a group.
#pragma once

#include <string>

#include <textmill/document.hpp>
#include <textmill/options.hpp>

#include "group.hpp"

namespace textmill::summarizer {

/// What the options ask for; does not change.
struct GroupSettings {
  explicit GroupSettings(const Setup& setup);

  std::string group_by;  ///< field of the document; empty: all documents are one group
  Options of_document;   ///< which sentences each document adds
  Options of_group;
};

/// For one worker.
class GroupStage {
 public:
  explicit GroupStage(const GroupSettings& settings)
      : settings_(settings), summarizer_(settings.of_document) {}
  void process(Document& document);

 private:
  const GroupSettings& settings_;
  Summarizer summarizer_;
  Article article_;
};

/// Over all documents, in their order.
class GroupResult {
 public:
  explicit GroupResult(const GroupSettings& settings) : groups_(settings.of_group) {}
  void take(std::string_view id, std::string_view packed) { groups_.take(id, unpack(packed)); }
  std::string finish() { return groups_.to_json(); }

 private:
  Groups groups_;
};

}  // namespace textmill::summarizer
