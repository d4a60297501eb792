// A document as the line of JSON that a program gets.
#pragma once

#include <string>
#include <vector>

#include "offsets.hpp"
#include "textmill/document.hpp"

namespace textmill::exec {

/// {"id":"...","text":"...","layers":{"tokens":[{"begin":0,"end":4,"label":"word","score":0.5,...}]},"meta":{...}}
std::string question(const Document& document, const std::vector<std::string>& layers,
                     const std::vector<std::string>& meta, const Offsets& offsets);

}  // namespace textmill::exec
