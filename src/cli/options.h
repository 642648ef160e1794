// SPDX-License-Identifier: MIT
//
// What:    the command line: one table of options gives parsing, help and what lib/ sees.
// Owner:   main().
// Threads: main thread, before a Realm exists.

#ifndef GYRE_CLI_OPTIONS_H_
#define GYRE_CLI_OPTIONS_H_

#include <map>
#include <string>
#include <vector>

#include "loop/host.h"

namespace gyre {

struct CommandLine {
  // Set when the arguments are wrong: the message for stderr; the exit code is 9.
  std::string error;
  std::map<std::string, OptionValue> options;  // by long name, with the two dashes
  std::vector<std::string> v8_flags;           // what is not ours: V8 judges
  std::vector<std::string> exec_argv;          // options as given
  std::vector<std::string> arguments;          // script and its arguments

  bool boolean(const char* name) const { return options.at(name).boolean; }
  const std::string& string(const char* name) const { return options.at(name).string; }
  // Whether the command line or the environment named the option.
  bool given(const char* name) const;
};

// Parses argv after GYRE_OPTIONS and NODE_OPTIONS (the command line wins).
CommandLine ParseCommandLine(int argc, char** argv);

// The options that NODE_OPTIONS may hold, with their dashes: "--require", "-r", ...
std::vector<std::string> EnvironmentOptionNames();

// The text of --help: at most 100 columns, options in groups.
std::string HelpText();

// The exit code for a wrong command line.
inline constexpr int kBadCommandLine = 9;

}  // namespace gyre

#endif  // GYRE_CLI_OPTIONS_H_
