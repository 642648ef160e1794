// SPDX-License-Identifier: MIT

#include "cli/options.h"

#define CXXOPTS_NO_REGEX  // its regular expressions cost half a millisecond of start
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <cxxopts.hpp>

#include "engine/check.h"
#include "inspector/host_port.h"

namespace gyre {

namespace {

enum class Kind { kBoolean, kString, kStringList, kNumber };
enum class InEnvironment { kAllowed, kRefused };

struct OptionSpec {
  const char* group;
  char short_name;  // '\0' for none
  const char* name;
  Kind kind;
  const char* value_name;     // of options that take a value
  const char* initial_value;  // nullptr: false, "" or none
  const char* help;
  InEnvironment environment = InEnvironment::kAllowed;
  // Of a boolean option: what it turns on besides itself, and the option that gets its value, as in
  // --inspect-brk=9230.
  const char* implies = nullptr;
  const char* value_option = nullptr;
};

constexpr const char* kRun = "What to run";
constexpr const char* kModules = "Modules";
constexpr const char* kErrors = "Errors and warnings";
constexpr const char* kRuntime = "Runtime";
constexpr const char* kNetwork = "Network";
constexpr const char* kTests = "Test scripts";
constexpr const char* kDebugging = "Debugging";
constexpr InEnvironment kRefused = InEnvironment::kRefused;
constexpr const char* kInspectPort = "inspect-port";

constexpr OptionSpec kOptions[] = {
    {kRun, 'e', "eval", Kind::kString, "code", nullptr, "evaluate code", kRefused},
    {kRun, 'p', "print", Kind::kBoolean, nullptr, nullptr, "evaluate code and print the result",
     kRefused},
    {kRun, 'c', "check", Kind::kBoolean, nullptr, nullptr,
     "check the script's syntax, do not run it", kRefused},
    {kRun, 'i', "interactive", Kind::kBoolean, nullptr, nullptr,
     "start the REPL, also without a terminal", kRefused},
    {kRun, '\0', "run", Kind::kString, "script", "",
     "run a script of package.json; arguments for it after --", kRefused},
    {kRun, '\0', "watch", Kind::kBoolean, nullptr, nullptr,
     "restart the script when a file that it has loaded changes", kRefused},
    {kRun, '\0', "watch-path", Kind::kStringList, "path", nullptr,
     "restart it when something in this folder changes (repeatable)", kRefused},
    {kRun, '\0', "watch-preserve-output", Kind::kBoolean, nullptr, nullptr,
     "do not clear the terminal then", kRefused},
    {kRun, '\0', "env-file", Kind::kStringList, "file", nullptr,
     "set environment variables from a file (repeatable)", kRefused},
    {kRun, '\0', "test", Kind::kBoolean, nullptr, nullptr,
     "run test files, each in a process of its own", kRefused},
    {kRun, 'r', "require", Kind::kStringList, "module", nullptr,
     "load a module before the script (repeatable)"},
    {kRun, 'v', "version", Kind::kBoolean, nullptr, nullptr, "print versions", kRefused},
    {kRun, 'h', "help", Kind::kBoolean, nullptr, nullptr, "print this text", kRefused},
    {kRun, '\0', "v8-options", Kind::kBoolean, nullptr, nullptr,
     "list the flags of V8; all of them may be given", kRefused},
    {kModules, 'C', "conditions", Kind::kStringList, "name", nullptr,
     "an extra condition for exports and imports (repeatable)"},
    {kModules, '\0', "preserve-symlinks", Kind::kBoolean, nullptr, nullptr,
     "do not resolve symbolic links of modules"},
    {kModules, '\0', "preserve-symlinks-main", Kind::kBoolean, nullptr, nullptr,
     "the same for the script"},
    {kModules, '\0', "global-search-paths", Kind::kBoolean, nullptr, "true",
     "look for modules in $NODE_PATH, $HOME/.node_modules and $HOME/.node_libraries"},
    {kModules, '\0', "deprecated-module-warnings", Kind::kBoolean, nullptr, "true",
     "warn when a deprecated built-in module is loaded"},
    {kModules, '\0', "input-type", Kind::kString, "type", "",
     "how to read code from --eval and stdin: commonjs or module"},
    {kModules, '\0', "import", Kind::kStringList, "module", nullptr,
     "import a module before the script (repeatable)"},
    {kModules, '\0', "experimental-default-type", Kind::kString, "type", "",
     "how to read .js files without a package type: commonjs or module"},
    {kModules, '\0', "experimental-detect-module", Kind::kBoolean, nullptr, "true",
     "let the syntax decide where name and package do not"},
    {kModules, '\0', "experimental-require-module", Kind::kBoolean, nullptr, "true",
     "require() loads ES modules without top-level await"},
    {kModules, '\0', "experimental-import-meta-resolve", Kind::kBoolean, nullptr, nullptr,
     "import.meta.resolve() takes a parent URL"},
    {kModules, '\0', "experimental-loader", Kind::kStringList, "module", nullptr,
     "hooks of the module loader (repeatable; also --loader)"},
    {kModules, '\0', "experimental-wasm-modules", Kind::kBoolean, nullptr, nullptr,
     "import WebAssembly modules"},
    {kModules, '\0', "experimental-print-required-tla", Kind::kBoolean, nullptr, nullptr,
     "show the top-level await because of which require() fails"},
    {kModules, '\0', "trace-require-module", Kind::kString, "mode", "",
     "warn when require() loads an ES module: all or no-node-modules"},
    {kModules, '\0', "experimental-vm-modules", Kind::kBoolean, nullptr, nullptr,
     "vm.SourceTextModule and vm.SyntheticModule"},
    {kModules, '\0', "expose-internals", Kind::kBoolean, nullptr, nullptr,
     "let require() reach the modules of lib/internal, for tests of them", kRefused},
    {kErrors, '\0', "enable-source-maps", Kind::kBoolean, nullptr, nullptr,
     "let stacks name the original sources of compiled code"},
    {kErrors, '\0', "unhandled-rejections", Kind::kString, "mode", "",
     "strict, throw (default), warn, none or warn-with-error-code"},
    {kErrors, '\0', "warnings", Kind::kBoolean, nullptr, "true",
     "print warnings (--no-warnings: do not)"},
    {kErrors, '\0', "disable-warning", Kind::kStringList, "code", nullptr,
     "silence warnings of a code or type (repeatable)"},
    {kErrors, '\0', "trace-warnings", Kind::kBoolean, nullptr, nullptr,
     "print the stack of warnings"},
    {kErrors, '\0', "redirect-warnings", Kind::kString, "file", "", "write warnings to a file"},
    {kErrors, '\0', "deprecation", Kind::kBoolean, nullptr, "true", "print deprecation warnings"},
    {kErrors, '\0', "trace-deprecation", Kind::kBoolean, nullptr, nullptr,
     "print the stack of deprecation warnings"},
    {kErrors, '\0', "throw-deprecation", Kind::kBoolean, nullptr, nullptr, "throw on deprecations"},
    {kErrors, '\0', "pending-deprecation", Kind::kBoolean, nullptr, nullptr,
     "warn of deprecations to come"},
    {kErrors, '\0', "trace-uncaught", Kind::kBoolean, nullptr, nullptr,
     "print where an uncaught value was thrown"},
    {kErrors, '\0', "trace-exit", Kind::kBoolean, nullptr, nullptr,
     "print the stack where the process exits"},
    {kErrors, '\0', "abort-on-uncaught-exception", Kind::kBoolean, nullptr, nullptr,
     "abort() instead of exiting"},
    {kErrors, '\0', "force-async-hooks-checks", Kind::kBoolean, nullptr, "true", "check async ids"},
    {kNetwork, '\0', "dns-result-order", Kind::kString, "order", "",
     "addresses of dns.lookup(): verbatim (default), ipv4first or ipv6first"},
    {kNetwork, '\0', "test-udp-no-try-send", Kind::kBoolean, nullptr, nullptr,
     "let every datagram wait for the loop"},
    {kNetwork, '\0', "max-http-header-size", Kind::kNumber, "bytes", "16384",
     "how long the head of an HTTP message may be"},
    {kNetwork, '\0', "insecure-http-parser", Kind::kBoolean, nullptr, nullptr,
     "take HTTP messages that are not as they should be (dangerous)"},
    {kNetwork, '\0', "network-family-autoselection", Kind::kBoolean, nullptr, "true",
     "try the addresses of a host in turn"},
    {kNetwork, '\0', "network-family-autoselection-attempt-timeout", Kind::kNumber, "ms", "250",
     "how long each of them is tried"},
    {kTests, '\0', "test-command", Kind::kBoolean, nullptr, nullptr,
     "what `gyre test` adds to --test: leaks, files reported as they finish", kRefused},
    {kTests, '\0', "test-fork-server", Kind::kBoolean, nullptr, nullptr,
     "what --test starts: runs test files as it is told, each in a fork of itself", kRefused},
    {kTests, '\0', "test-only", Kind::kBoolean, nullptr, nullptr,
     "run only the tests marked 'only'"},
    {kTests, '\0', "test-name-pattern", Kind::kStringList, "pattern", nullptr,
     "run only the tests whose name matches (repeatable)"},
    {kTests, '\0', "test-skip-pattern", Kind::kStringList, "pattern", nullptr,
     "leave out the tests whose name matches (repeatable)"},
    {kTests, '\0', "test-reporter", Kind::kStringList, "reporter", nullptr,
     "spec, tap, dot, junit, lcov, or a module (repeatable)"},
    {kTests, '\0', "test-reporter-destination", Kind::kStringList, "file", nullptr,
     "where the reporter writes: stdout, stderr or a file"},
    {kTests, '\0', "test-force-exit", Kind::kBoolean, nullptr, nullptr,
     "exit when all tests have finished"},
    {kTests, '\0', "test-timeout", Kind::kNumber, "ms", "0",
     "how long a test may take (0: for ever)"},
    {kTests, '\0', "test-concurrency", Kind::kNumber, "n", "0",
     "how many files run at once (0: as many as there are cores; --test: one less)"},
    {kTests, '\0', "test-isolation", Kind::kString, "mode", "process",
     "a process for each file (process), or one for all (none)"},
    {kTests, '\0', "test-shard", Kind::kString, "i/n", "", "run one part of n of the files"},
    {kTests, '\0', "test-randomize", Kind::kBoolean, nullptr, nullptr,
     "run the files in a random order, and say its seed"},
    {kTests, '\0', "test-random-seed", Kind::kNumber, "n", "0", "the random order of this seed"},
    {kTests, '\0', "test-bail", Kind::kBoolean, nullptr, nullptr,
     "stop after the first file that failed"},
    {kTests, '\0', "test-retry", Kind::kNumber, "n", "0", "run a failed file again, so often"},
    {kTests, '\0', "test-leaks", Kind::kString, "mode", "",
     "handles and timers that a test left: warn, error or off"},
    {kTests, '\0', "test-update-snapshots", Kind::kBoolean, nullptr, nullptr,
     "write the snapshots that tests compare with", kRefused},
    {kTests, '\0', "experimental-test-module-mocks", Kind::kBoolean, nullptr, nullptr,
     "nothing: mock.module() is always there"},
    {kTests, '\0', "experimental-test-coverage", Kind::kBoolean, nullptr, nullptr,
     "report which lines the tests ran (also --test-coverage)"},
    {kTests, '\0', "test-coverage-include", Kind::kStringList, "glob", nullptr,
     "files of the coverage (repeatable)"},
    {kTests, '\0', "test-coverage-exclude", Kind::kStringList, "glob", nullptr,
     "files that are none of it (repeatable)"},
    {kTests, '\0', "test-coverage-lines", Kind::kNumber, "percent", "0",
     "fail below this part of lines"},
    {kTests, '\0', "test-coverage-branches", Kind::kNumber, "percent", "0", "of branches"},
    {kTests, '\0', "test-coverage-functions", Kind::kNumber, "percent", "0", "of functions"},
    {kTests, '\0', "test-coverage-html", Kind::kString, "folder", "",
     "write the coverage as HTML pages"},
    {kDebugging, '\0', "inspect", Kind::kBoolean, nullptr, nullptr,
     "listen for debuggers, also --inspect=[host:]port (127.0.0.1:9229; port 0: any that is free)",
     InEnvironment::kAllowed, nullptr, kInspectPort},
    {kDebugging, '\0', "inspect-brk", Kind::kBoolean, nullptr, nullptr,
     "the same; wait for one, and break before the first line", InEnvironment::kAllowed, "inspect",
     kInspectPort},
    {kDebugging, '\0', "inspect-brk-node", Kind::kBoolean, nullptr, nullptr,
     "the same; break before the first line of the runtime's own start, too",
     InEnvironment::kAllowed, "inspect", kInspectPort},
    {kDebugging, '\0', "inspect-wait", Kind::kBoolean, nullptr, nullptr,
     "the same; wait for one, and run", InEnvironment::kAllowed, "inspect", kInspectPort},
    {kDebugging, '\0', kInspectPort, Kind::kStringList, "[host:]port", nullptr,
     "where to listen when it is asked for, by SIGUSR1 for example (also --debug-port)"},
    {kDebugging, '\0', "inspect-publish-uid", Kind::kString, "where", "",
     "where to tell the address that lets debuggers in: stderr, http (both)"},
    {kDebugging, '\0', "experimental-network-inspection", Kind::kBoolean, nullptr, nullptr,
     "show debuggers the requests of HTTP clients"},
    {kRuntime, '\0', "title", Kind::kString, "name", "", "the process title"},
    {kRuntime, '\0', "disable-proto", Kind::kString, "mode", "",
     "Object.prototype.__proto__: delete or throw"},
    {kRuntime, '\0', "zero-fill-buffers", Kind::kBoolean, nullptr, nullptr,
     "Buffer.allocUnsafe() gives zeroes"},
    {kRuntime, '\0', "experimental-global-navigator", Kind::kBoolean, nullptr, nullptr,
     "define globalThis.navigator"},
    {kRuntime, '\0', "snapshot", Kind::kBoolean, nullptr, "true",
     "start from the snapshot (--no-snapshot: from the sources in the executable)"},
    {kRuntime, '\0', "lib-dir", Kind::kString, "folder", "",
     "start from the sources in a folder, for work on lib/", kRefused},
};

struct Alias {
  std::string_view name;
  std::string_view option;
};

constexpr Alias kAliases[] = {
    {"debug-port", kInspectPort},
    {"loader", "experimental-loader"},
    {"test-coverage", "experimental-test-coverage"},
    {"experimental-test-isolation", "test-isolation"},
};

const OptionSpec* FindLong(std::string_view name) {
  for (const Alias& alias : kAliases) {
    if (name == alias.name) name = alias.option;
  }
  auto it = std::find_if(std::begin(kOptions), std::end(kOptions),
                         [&](const OptionSpec& option) { return name == option.name; });
  return it == std::end(kOptions) ? nullptr : it;
}

const OptionSpec* FindShort(char name) {
  auto it = std::find_if(std::begin(kOptions), std::end(kOptions),
                         [&](const OptionSpec& option) { return name == option.short_name; });
  return it == std::end(kOptions) ? nullptr : it;
}

// Arguments in the one form that the parser is given: "--name=value".
struct Normalized {
  std::vector<std::string> ours;
  std::vector<std::string> v8_flags;
  std::vector<std::string> given;  // as spelled
  std::vector<std::string> rest;   // script and its arguments
  std::string error;
};

// kCommandLine may begin with the command `test`; kNodeCommandLine is that of a link named "node".
enum class Source { kCommandLine, kNodeCommandLine, kEnvironment };

Normalized Normalize(const std::vector<std::string>& words, Source source,
                     const std::string& where) {
  Normalized result;
  auto fail = [&](const std::string& message) {
    result.error = message;
    return result;
  };
  // After `test` options and files may be mixed, and options need no "test-" before their name.
  bool in_test_command = false;
  size_t i = 0;
  for (; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") {
      ++i;
      break;
    }
    if (word.size() < 2 || word[0] != '-') {
      if (source == Source::kEnvironment) return fail(word + " is not allowed in " + where);
      if (in_test_command) {
        result.rest.push_back(word);
        continue;
      }
      if (source != Source::kCommandLine || word != "test") break;
      in_test_command = true;
      for (const char* option : {"--test", "--test-command"}) {
        result.ours.push_back(option);
        result.given.push_back(option);
      }
      continue;
    }
    result.given.push_back(word);

    if (word[1] != '-') {
      // Short options may be joined; only the last can take a value.
      for (size_t c = 1; c < word.size(); ++c) {
        const OptionSpec* option = FindShort(word[c]);
        if (option == nullptr) return fail("bad option: " + word);
        if (source == Source::kEnvironment && option->environment == kRefused) {
          return fail(word + " is not allowed in " + where);
        }
        if (option->kind == Kind::kBoolean) {
          result.ours.push_back(std::string("--") + option->name);
          bool last = c + 1 == word.size();
          // -p takes the code itself when it stands last: -p '1 + 1'
          if (option->short_name == 'p' && last && i + 1 < words.size() &&
              (words[i + 1].empty() || words[i + 1][0] != '-')) {
            result.ours.push_back("--eval=" + words[++i]);
            result.given.push_back(words[i]);
          }
          continue;
        }
        if (c + 1 != word.size() || i + 1 >= words.size()) {
          return fail(word + " requires an argument");
        }
        result.ours.push_back(std::string("--") + option->name + "=" + words[++i]);
        result.given.push_back(words[i]);
      }
      continue;
    }

    size_t equals = word.find('=');
    std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
    std::replace(name.begin(), name.end(), '_', '-');
    const OptionSpec* option = FindLong(name);
    if (option == nullptr && in_test_command) option = FindLong("test-" + name);
    bool negated = false;
    if (option == nullptr && name.rfind("no-", 0) == 0) {
      option = FindLong(name.substr(3));
      negated = option != nullptr;
    }
    if (option == nullptr && (name == "debug" || name == "debug-brk")) {
      return fail(
          "`node --debug` and `node --debug-brk` are invalid. Please use `node --inspect` and "
          "`node --inspect-brk` instead.");
    }
    if (option == nullptr) {
      result.v8_flags.push_back(word);
      continue;
    }
    if (source == Source::kEnvironment && option->environment == kRefused) {
      return fail(word + " is not allowed in " + where);
    }
    if (negated && equals != std::string::npos) {
      return fail(word + " does not take an argument");
    }
    if (negated) {
      if (option->kind != Kind::kBoolean) {
        return fail(word + " is an invalid negation because it is not a boolean option");
      }
      result.ours.push_back(std::string("--") + option->name + "=false");
    } else if (option->kind == Kind::kBoolean) {
      if (equals != std::string::npos) {
        if (option->value_option == nullptr) return fail(word + " does not take an argument");
        if (equals + 1 == word.size()) return fail(word + " requires an argument");
        result.ours.push_back(std::string("--") + option->value_option + word.substr(equals));
      }
      result.ours.push_back(std::string("--") + option->name);
      if (option->implies != nullptr) result.ours.push_back(std::string("--") + option->implies);
      if (name == "print" && i + 1 < words.size() &&
          (words[i + 1].empty() || words[i + 1][0] != '-')) {
        result.ours.push_back("--eval=" + words[++i]);
        result.given.push_back(words[i]);
      }
    } else if (equals != std::string::npos) {
      if (equals + 1 == word.size() && option->kind != Kind::kString) {
        return fail(word + " requires an argument");
      }
      result.ours.push_back(std::string("--") + option->name + word.substr(equals));
    } else {
      if (i + 1 >= words.size() ||
          (words[i + 1].size() > 1 && words[i + 1][0] == '-' && option->short_name != 'e')) {
        return fail(word + " requires an argument");
      }
      result.ours.push_back(std::string("--") + option->name + "=" + words[++i]);
      result.given.push_back(words[i]);
    }
  }
  result.rest.insert(result.rest.end(), words.begin() + static_cast<std::ptrdiff_t>(i),
                     words.end());
  return result;
}

// Words of NODE_OPTIONS: separated by spaces; double quotes group, a backslash in them escapes.
bool SplitEnvironment(const char* text, std::vector<std::string>* words) {
  std::string word;
  bool quoted = false;
  bool any = false;
  for (const char* c = text; *c != '\0'; ++c) {
    if (*c == '\\' && quoted) {
      if (c[1] == '\0') return false;
      word += *++c;
    } else if (*c == '"') {
      quoted = !quoted;
      any = true;
    } else if (*c == ' ' && !quoted) {
      if (any) words->push_back(word);
      word.clear();
      any = false;
    } else {
      word += *c;
      any = true;
    }
  }
  if (any) words->push_back(word);
  return !quoted;
}

// What is wrong with the address of a server for debuggers, or an empty text.
std::string CheckInspectOptions(const CommandLine& line) {
  inspector::HostPort address;
  for (const std::string& text : line.options.at("--inspect-port").list) {
    if (address.Update(text)) continue;
    return "--inspect-port: the port must be 0 or in range 1024 to 65535, not " + text;
  }
  std::string places = line.string("--inspect-publish-uid");
  while (!places.empty()) {
    const size_t comma = std::min(places.find(','), places.size());
    const std::string place = places.substr(0, comma);
    if (place != "stderr" && place != "http") {
      return "--inspect-publish-uid destination can be stderr or http";
    }
    places.erase(0, comma + 1);
  }
  return {};
}

cxxopts::Options MakeParser() {
  cxxopts::Options parser("gyre", "");
  for (const OptionSpec& option : kOptions) {
    std::shared_ptr<cxxopts::Value> value;
    switch (option.kind) {
      case Kind::kBoolean:
        value = cxxopts::value<bool>();
        break;
      case Kind::kNumber:
        value = cxxopts::value<double>();
        break;
      case Kind::kString:
      case Kind::kStringList:
        // A vector would be split at commas: values are kept whole.
        value = cxxopts::value<std::string>();
        break;
    }
    std::string names = option.name;
    if (option.short_name != '\0') names = std::string(1, option.short_name) + "," + names;
    parser.add_options(option.group)(names, option.help, value,
                                     option.value_name != nullptr ? option.value_name : "");
  }
  return parser;
}

}  // namespace

bool CommandLine::given(const char* name) const {
  const OptionValue& value = options.at(std::string(name));
  return value.given;
}

CommandLine ParseCommandLine(int argc, char** argv) {
  CommandLine result;
  std::vector<std::string> ours;
  for (const char* variable : {"NODE_OPTIONS", "GYRE_OPTIONS"}) {
    const char* text = std::getenv(variable);
    if (text == nullptr || *text == '\0') continue;
    std::vector<std::string> words;
    if (!SplitEnvironment(text, &words)) {
      result.error = std::string("invalid value for ") + variable + " (unterminated string)";
      return result;
    }
    Normalized environment = Normalize(words, Source::kEnvironment, variable);
    if (!environment.error.empty()) {
      result.error = environment.error;
      return result;
    }
    ours.insert(ours.end(), environment.ours.begin(), environment.ours.end());
    result.v8_flags.insert(result.v8_flags.end(), environment.v8_flags.begin(),
                           environment.v8_flags.end());
  }
  std::string_view program = argv[0];
  program.remove_prefix(program.rfind('/') + 1);  // npos + 1 is 0
  Normalized line =
      Normalize({argv + 1, argv + argc},
                program == "node" ? Source::kNodeCommandLine : Source::kCommandLine, "");
  if (!line.error.empty()) {
    result.error = line.error;
    return result;
  }
  ours.insert(ours.end(), line.ours.begin(), line.ours.end());
  result.v8_flags.insert(result.v8_flags.end(), line.v8_flags.begin(), line.v8_flags.end());
  result.exec_argv = line.given;
  result.arguments = line.rest;

  for (const OptionSpec& option : kOptions) {
    OptionValue value;
    std::string initial = option.initial_value != nullptr ? option.initial_value : "";
    switch (option.kind) {
      case Kind::kBoolean:
        value.boolean = initial == "true";
        break;
      case Kind::kString:
        value.kind = OptionValue::Kind::kString;
        value.string = initial;
        break;
      case Kind::kStringList:
        value.kind = OptionValue::Kind::kStringList;
        break;
      case Kind::kNumber:
        value.kind = OptionValue::Kind::kNumber;
        value.number = std::atof(initial.c_str());
        break;
    }
    result.options[std::string("--") + option.name] = value;
  }
  if (ours.empty()) return result;

  std::vector<const char*> words = {"gyre"};
  for (const std::string& word : ours) words.push_back(word.c_str());
  try {
    cxxopts::ParseResult parsed = MakeParser().parse(static_cast<int>(words.size()), words.data());
    for (const cxxopts::KeyValue& argument : parsed.arguments()) {
      OptionValue& value = result.options[std::string("--") + argument.key()];
      value.given = true;
      switch (value.kind) {
        case OptionValue::Kind::kBoolean:
          value.boolean = argument.as<bool>();
          break;
        case OptionValue::Kind::kString:
          value.string = argument.value();
          break;
        case OptionValue::Kind::kStringList:
          value.list.push_back(argument.value());
          break;
        case OptionValue::Kind::kNumber:
          value.number = argument.as<double>();
          break;
      }
    }
  } catch (const std::exception& error) {
    result.error = error.what();
    return result;
  }
  const std::string& trace = result.options.at("--trace-require-module").string;
  if (!trace.empty() && trace != "all" && trace != "no-node-modules") {
    result.error = "invalid value for --trace-require-module";
  }
  if (result.error.empty()) result.error = CheckInspectOptions(result);
  return result;
}

std::vector<std::string> EnvironmentOptionNames() {
  std::vector<std::string> names;
  for (const OptionSpec& option : kOptions) {
    if (option.environment == kRefused) continue;
    names.push_back(std::string("--") + option.name);
    if (option.short_name != '\0') names.push_back(std::string("-") + option.short_name);
  }
  for (const Alias& alias : kAliases) {
    if (FindLong(alias.option)->environment == kRefused) continue;
    names.push_back("--" + std::string(alias.name));
  }
  return names;
}

std::string HelpText() {
  cxxopts::Options parser = MakeParser();
  parser.set_width(100);
  std::string text =
      "Usage: gyre [options] [script.js | -] [arguments]\n"
      "       gyre test [options] [files or globs]\n"
      "       gyre [options] -e code [arguments]\n"
      "\n"
      "Runs JavaScript with the APIs of Node.js 20. With no script, or -, it is read from "
      "standard\n"
      "input.\n";
  text += parser.help({kRun, kModules, kErrors, kNetwork, kDebugging, kTests, kRuntime})
              .substr(std::string("\nUsage:\n  gyre [OPTION...]\n").size());
  // The library heads each group with "<group> options:".
  for (const char* group : {kRun, kModules, kErrors, kNetwork, kDebugging, kTests, kRuntime}) {
    size_t at = text.find(std::string(" ") + group + " options:");
    CHECK(at != std::string::npos);
    text.replace(at, std::strlen(group) + std::strlen("  options:"), group);
  }
  text +=
      "\nEnvironment\n"
      "  NODE_OPTIONS, GYRE_OPTIONS  options before those of the command line\n"
      "  NODE_PATH                   folders to look for modules in\n"
      "  NODE_DEBUG                  modules that print debug messages\n"
      "  NODE_NO_WARNINGS=1          as --no-warnings\n"
      "  NODE_PENDING_DEPRECATION=1  as --pending-deprecation\n"
      "  NODE_REDIRECT_WARNINGS      as --redirect-warnings\n"
      "  NO_COLOR, FORCE_COLOR       colours never, always\n"
      "  UV_THREADPOOL_SIZE          threads of the worker pool (4)\n";
  // The formatter leaves the blank before which it has broken a line.
  for (size_t end; (end = text.find(" \n")) != std::string::npos;) text.erase(end, 1);
  return text;
}

}  // namespace gyre
