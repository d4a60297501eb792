#include "cli/result_diff.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <deque>
#include <optional>
#include <unordered_map>

namespace textmill::host {
namespace {

std::optional<double> number_in(const std::string& json) {
  double number = 0;
  const auto [end, error] = std::from_chars(json.data(), json.data() + json.size(), number);
  if (error != std::errc() || end != json.data() + json.size()) return std::nullopt;
  return number;
}

bool same_value(const std::string& a, const std::string& b, double tolerance) {
  if (a == b) return true;
  const auto x = number_in(a);
  const auto y = number_in(b);
  return x && y && std::abs(*x - *y) <= tolerance * std::max(std::abs(*x), std::abs(*y));
}

bool same_features(const ResultSpan& a, const ResultSpan& b, double tolerance) {
  return std::equal(a.features.begin(), a.features.end(), b.features.begin(), b.features.end(),
                    [&](const auto& x, const auto& y) {
                      return x.first == y.first && same_value(x.second, y.second, tolerance);
                    });
}

bool same_place(const ResultSpan& a, const ResultSpan& b) { return a.begin == b.begin && a.end == b.end; }
bool overlap(const ResultSpan& a, const ResultSpan& b) { return a.begin < b.end && b.begin < a.end; }

/// Spans of one layer in the order of places, with what has been paired.
class Side {
 public:
  explicit Side(const std::vector<ResultSpan>& spans) : paired_(spans.size()) {
    for (const ResultSpan& span : spans) {
      order_.push_back(&span);
      longest_ = std::max(longest_, span.end - span.begin);
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [](const ResultSpan* x, const ResultSpan* y) { return x->begin < y->begin; });
  }
  std::size_t size() const { return order_.size(); }
  const ResultSpan& operator[](std::size_t i) const { return *order_[i]; }
  bool is_paired(std::size_t i) const { return paired_[i]; }
  void pair(std::size_t i) { paired_[i] = true; }

  /// The first span not yet paired that is near `other` and `fits`; size() if there is none.
  template <class Fits>
  std::size_t find(const ResultSpan& other, Fits fits) const {
    const auto is_before = [](const ResultSpan* span, std::int64_t begin) { return span->begin < begin; };
    auto at = static_cast<std::size_t>(
        std::lower_bound(order_.begin(), order_.end(), other.begin - longest_, is_before) - order_.begin());
    for (; at < size() && order_[at]->begin <= other.end; ++at) {
      if (!paired_[at] && fits(*order_[at])) return at;
    }
    return size();
  }

 private:
  std::vector<const ResultSpan*> order_;
  std::vector<bool> paired_;
  std::int64_t longest_ = 0;
};

class LayerComparison {
 public:
  LayerComparison(const std::string& name, const std::vector<ResultSpan>& a, const std::vector<ResultSpan>& b,
                  double tolerance, LayerTotals& totals, DocumentDifference& difference)
      : name_(name), a_(a), b_(b), tolerance_(tolerance), totals_(totals), difference_(difference) {}

  /// The best pairs first, so that a span does not lose its equal to a neighbour.
  void run() {
    pair_up(
        [&](const ResultSpan& x, const ResultSpan& y) {
          return same_place(x, y) && x.label == y.label && same_features(x, y, tolerance_);
        },
        std::nullopt);
    pair_up([](const ResultSpan& x, const ResultSpan& y) { return same_place(x, y) && x.label == y.label; },
            SpanChange::Changed);
    pair_up([](const ResultSpan& x, const ResultSpan& y) { return same_place(x, y); },
            SpanChange::Relabelled);
    pair_up([](const ResultSpan& x, const ResultSpan& y) { return overlap(x, y) && x.label == y.label; },
            SpanChange::Moved);
    for (std::size_t i = 0; i < a_.size(); ++i) {
      if (!a_.is_paired(i)) note(SpanChange::Removed, a_[i], {});
    }
    for (std::size_t i = 0; i < b_.size(); ++i) {
      if (!b_.is_paired(i)) note(SpanChange::Added, {}, b_[i]);
    }
  }

 private:
  template <class Fits>
  void pair_up(Fits fits, std::optional<SpanChange> change) {
    for (std::size_t i = 0; i < a_.size(); ++i) {
      if (a_.is_paired(i)) continue;
      const std::size_t j = b_.find(a_[i], [&](const ResultSpan& span) { return fits(a_[i], span); });
      if (j == b_.size()) continue;
      a_.pair(i);
      b_.pair(j);
      if (change) {
        note(*change, a_[i], b_[j]);
      } else {
        ++totals_.same;
        ++totals_.labels[{a_[i].label, b_[j].label}];
      }
    }
  }

  void note(SpanChange change, const ResultSpan& a, const ResultSpan& b) {
    ++totals_.changes[static_cast<std::size_t>(change)];
    ++totals_.labels[{a.label, b.label}];
    difference_.spans.push_back({change, name_, a, b});
  }

  const std::string& name_;
  Side a_;
  Side b_;
  double tolerance_;
  LayerTotals& totals_;
  DocumentDifference& difference_;
};

template <class Map>
std::vector<std::string> keys_of(const Map& a, const Map& b) {
  std::vector<std::string> keys;
  for (const auto& [key, ignored] : a) keys.push_back(key);
  for (const auto& [key, ignored] : b) {
    if (!a.count(key)) keys.push_back(key);
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

bool is_wanted(const std::string& name, const std::vector<std::string>& only) {
  return only.empty() || std::find(only.begin(), only.end(), name) != only.end();
}

template <class Map>
typename Map::mapped_type value_or_nothing(const Map& map, const std::string& key) {
  const auto found = map.find(key);
  return found == map.end() ? typename Map::mapped_type() : found->second;
}

void keep_if_among_most(DocumentDifference&& difference, std::vector<DocumentDifference>& most) {
  const auto is_more = [](const DocumentDifference& x, const DocumentDifference& y) {
    return x.count() > y.count();
  };
  most.insert(std::upper_bound(most.begin(), most.end(), difference, is_more), std::move(difference));
  if (most.size() > kMostDifferent) most.pop_back();
}

/// Documents of one file whose partners have not come yet.
class Waiting {
 public:
  void add(ResultDocument&& document) {
    order_.push_back(document.id);
    by_id_[document.id].push_back(std::move(document));
  }
  std::optional<ResultDocument> take(const std::string& id) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return std::nullopt;
    ResultDocument document = std::move(found->second.front());
    found->second.pop_front();
    if (found->second.empty()) by_id_.erase(found);
    return document;
  }
  /// Ids of those left, in file order.
  std::vector<std::string> left() {
    std::vector<std::string> ids;
    for (const std::string& id : order_) {
      if (take(id)) ids.push_back(id);
    }
    return ids;
  }

 private:
  std::vector<std::string> order_;
  std::unordered_map<std::string, std::deque<ResultDocument>> by_id_;
};

}  // namespace

void compare(const ResultDocument& a, const ResultDocument& b, const CompareOptions& options,
             CorpusDifference& sums) {
  DocumentDifference difference;
  difference.id = a.id;
  for (const std::string& name : keys_of(a.attributes, b.attributes)) {
    const std::string x = value_or_nothing(a.attributes, name);
    const std::string y = value_or_nothing(b.attributes, name);
    if (same_value(x, y, options.tolerance)) continue;
    ++sums.attributes[name];
    difference.attributes.push_back({name, x, y});
  }
  for (const std::string& name : keys_of(a.layers, b.layers)) {
    if (!is_wanted(name, options.layers)) continue;
    LayerTotals& totals = sums.layers[name];
    const auto x = a.layers.find(name);
    const auto y = b.layers.find(name);
    if (x == a.layers.end()) {
      ++totals.only_b;
    } else if (y == b.layers.end()) {
      ++totals.only_a;
    } else {
      LayerComparison(name, x->second, y->second, options.tolerance, totals, difference).run();
    }
  }
  ++sums.both;
  if (difference.count() == 0) return;
  ++sums.differ;
  if (a.text == b.text) difference.text = a.text;
  keep_if_among_most(std::move(difference), sums.most);
}

Result<CorpusDifference> compare_files(ResultFile& a, ResultFile& b, const CompareOptions& options) {
  CorpusDifference sums;
  Waiting waiting_a, waiting_b;
  for (bool more = true; more;) {
    auto x = a.next();
    if (!x) return x.error();
    auto y = b.next();
    if (!y) return y.error();
    more = x->has_value() || y->has_value();
    if (x->has_value() && y->has_value() && (*x)->id == (*y)->id) {
      compare(**x, **y, options, sums);
      continue;
    }
    if (x->has_value()) {
      const auto partner = waiting_b.take((*x)->id);
      if (partner) compare(**x, *partner, options, sums);
      if (!partner) waiting_a.add(std::move(**x));
    }
    if (y->has_value()) {
      const auto partner = waiting_a.take((*y)->id);
      if (partner) compare(*partner, **y, options, sums);
      if (!partner) waiting_b.add(std::move(**y));
    }
  }
  sums.only_a = waiting_a.left();
  sums.only_b = waiting_b.left();
  return sums;
}

}  // namespace textmill::host
