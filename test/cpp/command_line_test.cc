// SPDX-License-Identifier: MIT
//
// The command line: what each spelling means, and what is refused.

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <sstream>

#include "cli/options.h"

namespace gyre::test {
namespace {

using Words = std::vector<std::string>;

class CommandLineTest : public testing::Test {
 protected:
  CommandLineTest() { ClearEnvironment(); }
  ~CommandLineTest() override { ClearEnvironment(); }

  static void ClearEnvironment() {
    unsetenv("NODE_OPTIONS");
    unsetenv("GYRE_OPTIONS");
  }

  static CommandLine Parse(Words words) {
    words.insert(words.begin(), "gyre");
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    return ParseCommandLine(static_cast<int>(words.size()), argv.data());
  }
  static CommandLine ParseWithEnvironment(const char* node_options, Words words = {}) {
    setenv("NODE_OPTIONS", node_options, 1);
    return Parse(std::move(words));
  }
};

TEST_F(CommandLineTest, NothingGivesTheInitialValues) {
  CommandLine line = Parse({});
  EXPECT_EQ(line.error, "");
  EXPECT_EQ(line.arguments, Words{});
  EXPECT_EQ(line.exec_argv, Words{});
  EXPECT_EQ(line.v8_flags, Words{});
  EXPECT_TRUE(line.boolean("--warnings"));
  EXPECT_TRUE(line.boolean("--snapshot"));
  EXPECT_FALSE(line.boolean("--check"));
  EXPECT_EQ(line.string("--unhandled-rejections"), "");
  EXPECT_TRUE(line.options.at("--require").list.empty());
  for (const auto& [name, value] : line.options) {
    EXPECT_EQ(name.substr(0, 2), "--");
    EXPECT_FALSE(value.given) << name;
  }
}

TEST_F(CommandLineTest, OptionsEndAtTheScript) {
  CommandLine line = Parse({"--trace-warnings", "script.js", "--check", "-e", "--", "x"});
  EXPECT_EQ(line.error, "");
  EXPECT_TRUE(line.boolean("--trace-warnings"));
  EXPECT_FALSE(line.boolean("--check"));
  EXPECT_EQ(line.exec_argv, (Words{"--trace-warnings"}));
  EXPECT_EQ(line.arguments, (Words{"script.js", "--check", "-e", "--", "x"}));
}

TEST_F(CommandLineTest, TwoDashesEndTheOptionsAndAreNoArgument) {
  CommandLine line = Parse({"-c", "--", "--odd-name.js", "--", "-v"});
  EXPECT_EQ(line.error, "");
  EXPECT_EQ(line.arguments, (Words{"--odd-name.js", "--", "-v"}));
  EXPECT_EQ(line.exec_argv, (Words{"-c"}));
  EXPECT_FALSE(line.boolean("--version"));
}

TEST_F(CommandLineTest, OneDashIsAnArgument) {
  CommandLine line = Parse({"-", "-v"});
  EXPECT_EQ(line.arguments, (Words{"-", "-v"}));
  EXPECT_FALSE(line.boolean("--version"));
}

struct Spelling {
  Words words;
  std::string option;
  OptionValue::Kind kind;
  std::string expected;  // "true", the text, or the list joined by '|'
  Words arguments = {};
};

std::string Shown(const OptionValue& value) {
  switch (value.kind) {
    case OptionValue::Kind::kBoolean:
      return value.boolean ? "true" : "false";
    case OptionValue::Kind::kString:
      return value.string;
    case OptionValue::Kind::kNumber:
      return std::to_string(value.number);
    case OptionValue::Kind::kStringList: {
      std::string joined;
      for (const std::string& item : value.list) joined += (joined.empty() ? "" : "|") + item;
      return joined;
    }
  }
  return "?";
}

TEST_F(CommandLineTest, Spellings) {
  constexpr auto kBoolean = OptionValue::Kind::kBoolean;
  constexpr auto kString = OptionValue::Kind::kString;
  constexpr auto kList = OptionValue::Kind::kStringList;
  const Spelling spellings[] = {
      {{"--check", "a.js"}, "--check", kBoolean, "true", {"a.js"}},
      {{"-c", "a.js"}, "--check", kBoolean, "true", {"a.js"}},
      {{"--no-warnings", "a.js"}, "--warnings", kBoolean, "false", {"a.js"}},
      {{"--warnings"}, "--warnings", kBoolean, "true"},
      {{"--no-warnings", "--warnings"}, "--warnings", kBoolean, "true"},
      {{"--warnings", "--no-warnings"}, "--warnings", kBoolean, "false"},
      {{"--no-trace-warnings"}, "--trace-warnings", kBoolean, "false"},
      {{"--trace_warnings"}, "--trace-warnings", kBoolean, "true"},
      {{"--no_warnings"}, "--warnings", kBoolean, "false"},
      {{"--no-snapshot"}, "--snapshot", kBoolean, "false"},
      {{"--title=abc"}, "--title", kString, "abc"},
      {{"--title", "abc", "a.js"}, "--title", kString, "abc", {"a.js"}},
      {{"--title=a=b=c"}, "--title", kString, "a=b=c"},
      {{"--title="}, "--title", kString, ""},
      {{"--title=a", "--title=b"}, "--title", kString, "b"},
      {{"--title", ""}, "--title", kString, ""},
      {{"--title=a,b"}, "--title", kString, "a,b"},
      {{"--title=\xc3\xa9 x"}, "--title", kString, "\xc3\xa9 x"},
      {{"--unhandled_rejections=warn_x"}, "--unhandled-rejections", kString, "warn_x"},
      {{"-r", "a", "--require=b", "--require", "c,d"}, "--require", kList, "a|b|c,d"},
      {{"-C", "x", "--conditions=y"}, "--conditions", kList, "x|y"},
      {{"-e", "1 + 1", "arg"}, "--eval", kString, "1 + 1", {"arg"}},
      {{"--eval", "-1"}, "--eval", kString, "-1"},
      {{"-e", "--check"}, "--eval", kString, "--check"},
      {{"--eval=x", "arg"}, "--eval", kString, "x", {"arg"}},
      {{"-e", ""}, "--eval", kString, ""},
      {{"-pe", "1", "arg"}, "--eval", kString, "1", {"arg"}},
      {{"-pe", "1"}, "--print", kBoolean, "true"},
      {{"-p", "2", "arg"}, "--eval", kString, "2", {"arg"}},
      {{"--print", "3"}, "--eval", kString, "3"},
      {{"-p", "-e", "4"}, "--eval", kString, "4"},
      {{"-p"}, "--print", kBoolean, "true"},
      {{"-cr", "mod"}, "--require", kList, "mod"},
      {{"-cr", "mod"}, "--check", kBoolean, "true"},
  };
  for (const Spelling& spelling : spellings) {
    std::string shown;
    for (const std::string& word : spelling.words) shown += word + " ";
    SCOPED_TRACE(shown);
    CommandLine line = Parse(spelling.words);
    EXPECT_EQ(line.error, "");
    const OptionValue& value = line.options.at(spelling.option);
    EXPECT_EQ(value.kind, spelling.kind);
    EXPECT_EQ(Shown(value), spelling.expected);
    EXPECT_TRUE(value.given);
    EXPECT_EQ(line.arguments, spelling.arguments);
    EXPECT_EQ(line.v8_flags, Words{});
    // process.execArgv is what was written, up to the script.
    Words given = spelling.words;
    given.resize(given.size() - spelling.arguments.size());
    EXPECT_EQ(line.exec_argv, given);
  }
}

TEST_F(CommandLineTest, Refused) {
  const std::pair<Words, const char*> table[] = {
      {{"-x"}, "bad option: -x"},
      {{"-cx"}, "bad option: -cx"},
      {{"-e"}, "-e requires an argument"},
      {{"--eval"}, "--eval requires an argument"},
      {{"-pe"}, "-pe requires an argument"},
      {{"-ep", "1"}, "-ep requires an argument"},
      {{"-r"}, "-r requires an argument"},
      {{"--require"}, "--require requires an argument"},
      {{"--require="}, "--require= requires an argument"},
      {{"--require", "--check"}, "--require requires an argument"},
      {{"--title"}, "--title requires an argument"},
      {{"--check=1"}, "--check=1 does not take an argument"},
      {{"--no-warnings=1"}, "--no-warnings=1 does not take an argument"},
      {{"--no-title"}, "--no-title is an invalid negation because it is not a boolean option"},
      {{"--no-require"}, "--no-require is an invalid negation because it is not a boolean option"},
  };
  for (const auto& [words, message] : table) {
    EXPECT_EQ(Parse(words).error, message);
  }
}

TEST_F(CommandLineTest, WhatIsNotOursIsForV8) {
  CommandLine line =
      Parse({"--expose-gc", "--max_old_space_size=20", "--no-opt", "--bogus", "a.js"});
  EXPECT_EQ(line.error, "");
  EXPECT_EQ(line.v8_flags,
            (Words{"--expose-gc", "--max_old_space_size=20", "--no-opt", "--bogus"}));
  EXPECT_EQ(line.exec_argv, line.v8_flags);
  EXPECT_EQ(line.arguments, (Words{"a.js"}));
}

TEST_F(CommandLineTest, EnvironmentWords) {
  const std::pair<const char*, const char*> table[] = {
      {"--title=abc", "abc"},         {"  --title=abc  ", "abc"},
      {"--title abc", "abc"},         {"\"--title=a b\"", "a b"},
      {"--title=\"a b\"", "a b"},     {"--title \"a b\"", "a b"},
      {"--title=\"a\\\"b\"", "a\"b"}, {"--title=\"a\\\\b\"", "a\\b"},
      {"--title=a\\b", "a\\b"},  // outside of quotes a backslash is itself
      {"--title \"\"", ""},           {"--title=a --title=b", "b"},
  };
  for (const auto& [text, title] : table) {
    SCOPED_TRACE(text);
    CommandLine line = ParseWithEnvironment(text, {"a.js"});
    EXPECT_EQ(line.error, "");
    EXPECT_EQ(line.string("--title"), title);
    EXPECT_TRUE(line.given("--title"));
    EXPECT_EQ(line.exec_argv, Words{});  // of the command line only
    EXPECT_EQ(line.arguments, (Words{"a.js"}));
  }
}

TEST_F(CommandLineTest, EnvironmentRefused) {
  const std::pair<const char*, const char*> table[] = {
      {"-e 1", "-e is not allowed in NODE_OPTIONS"},
      {"--eval=1", "--eval=1 is not allowed in NODE_OPTIONS"},
      {"-p", "-p is not allowed in NODE_OPTIONS"},
      {"--version", "--version is not allowed in NODE_OPTIONS"},
      {"--check", "--check is not allowed in NODE_OPTIONS"},
      {"-i", "-i is not allowed in NODE_OPTIONS"},
      {"script.js", "script.js is not allowed in NODE_OPTIONS"},
      {"--title=a script.js", "script.js is not allowed in NODE_OPTIONS"},
      {"--title=\"abc", "invalid value for NODE_OPTIONS (unterminated string)"},
      {"--title=\"abc\\", "invalid value for NODE_OPTIONS (unterminated string)"},
      {"--require", "--require requires an argument"},
  };
  for (const auto& [text, message] : table) {
    EXPECT_EQ(ParseWithEnvironment(text).error, message) << text;
  }
}

TEST_F(CommandLineTest, TheCommandLineWinsOverTheEnvironmentAndListsJoin) {
  setenv("NODE_OPTIONS", "--title=n --require=n --no-warnings --expose-gc", 1);
  setenv("GYRE_OPTIONS", "--title=g --require=g", 1);
  CommandLine line = Parse({"--require=c", "--warnings", "--no-opt"});
  EXPECT_EQ(line.error, "");
  EXPECT_EQ(line.string("--title"), "g");
  EXPECT_TRUE(line.boolean("--warnings"));
  EXPECT_EQ(line.options.at("--require").list, (Words{"n", "g", "c"}));
  EXPECT_EQ(line.v8_flags, (Words{"--expose-gc", "--no-opt"}));
  EXPECT_EQ(Parse({"--title=c"}).string("--title"), "c");
}

TEST_F(CommandLineTest, AnEmptyEnvironmentIsNone) {
  EXPECT_EQ(ParseWithEnvironment("").error, "");
  EXPECT_EQ(ParseWithEnvironment("   ").error, "");
}

TEST_F(CommandLineTest, HelpFitsAndNamesEveryOption) {
  std::string help = HelpText();
  std::istringstream lines(help);
  std::string text;
  while (std::getline(lines, text)) {
    EXPECT_LE(text.size(), 100u) << text;
    EXPECT_TRUE(text.empty() || text.back() != ' ') << "trailing blanks: " << text;
  }
  for (const auto& [name, value] : Parse({}).options) {
    EXPECT_NE(help.find(name), std::string::npos) << name;
  }
  EXPECT_EQ(help.rfind("Usage: gyre ", 0), 0u);
  EXPECT_NE(help.find("NODE_OPTIONS"), std::string::npos);
}

}  // namespace
}  // namespace gyre::test
