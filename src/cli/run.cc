// SPDX-License-Identifier: MIT

#include "cli/run.h"

#include <unicode/uversion.h>
#include <unistd.h>
#include <uv.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <utility>

#include "bindings/debug_signal.h"
#include "bindings/standard_descriptors.h"
#include "runtime/process.h"
#include "runtime/realm.h"

namespace gyre {

namespace {

std::string ExecutablePath() {
  char buffer[4096];
  size_t size = sizeof(buffer);
  return uv_exepath(buffer, &size) == 0 ? std::string(buffer, size) : std::string("gyre");
}

void PrintVersion() {
  std::printf("gyre %s (Node.js API %s)\nv8 %s (%s)\nlibuv %s\nicu %s\n", GYRE_VERSION,
              GYRE_NODE_API_VERSION, v8::V8::GetVersion(), GYRE_V8_PROVIDER, uv_version_string(),
              U_ICU_VERSION);
}

int Complain(const std::string& message) {
  std::fprintf(stderr, "gyre: %s\n", message.c_str());
  return kBadCommandLine;
}

// The module of lib/internal/main/ that does what the command line asks for.
const char* MainModule(const CommandLine& line) {
  if (line.boolean("--test-fork-server")) return "test_fork_server";
  if (line.boolean("--test")) return "test_runner";
  if (line.given("--run")) return "run_script";
  if (line.boolean("--watch") || line.given("--watch-path")) return "watch";
  if (line.given("--eval") && !line.boolean("--interactive")) return "eval_string";
  if (line.boolean("--check")) return "check_syntax";
  if (!line.arguments.empty() && line.arguments[0] != "-") return "run_main_module";
  bool stdin_is_script = !line.arguments.empty() || isatty(STDIN_FILENO) == 0;
  if (stdin_is_script && !line.boolean("--interactive")) return "eval_stdin";
  return "repl";
}

}  // namespace

int RunCommandLine(CommandLine line, const char* argv0, double start_time_ns) {
  if (!line.error.empty()) return Complain(line.error);
  if (line.boolean("--version")) {
    PrintVersion();
    return 0;
  }
  if (line.boolean("--help")) {
    std::fputs(HelpText().c_str(), stdout);
    return 0;
  }
  for (const char* option : {"--check", "--interactive", "--eval", "--print"}) {
    if (line.boolean("--test") && line.given(option)) {
      return Complain(std::string("either --test or ") + option + " can be used, not both");
    }
  }
  if (line.boolean("--v8-options")) line.v8_flags = {"--help"};  // V8 prints and exits

  bool forks = line.boolean("--test-fork-server");
  auto process = std::make_unique<Process>(
      line.v8_flags, forks ? Platform::Workers::kLater : Platform::Workers::kNow);
  auto v8_start_time_ns = static_cast<double>(uv_hrtime());
  if (!process->unknown_flags().empty()) {
    return Complain("bad option: " + process->unknown_flags()[0]);
  }

  const char* main_module = MainModule(line);
  RealmOptions options;
  // What is in the snapshot has run already, and cannot be debugged.
  const bool has_snapshot = line.boolean("--snapshot") && !line.boolean("--inspect-brk-node");
  options.boot = has_snapshot ? BootMode::kSnapshot : BootMode::kSource;
  if (const std::string& lib_dir = line.string("--lib-dir"); !lib_dir.empty()) {
    options.lib_dir = std::filesystem::absolute(lib_dir);  // the program may leave the folder
  }
  options.process_info = {ExecutablePath(),          argv0,         std::move(line.exec_argv),
                          std::move(line.arguments), start_time_ns, v8_start_time_ns};
  options.options = std::move(line.options);
  options.environment_options = EnvironmentOptionNames();
  std::unique_ptr<Realm> realm = Realm::Create(process.get(), std::move(options));
  if (realm == nullptr) return 70;
  InstallDebugSignal(realm->loop());
  int code = realm->Run(main_module);
  uv_tty_reset_mode();
  std::fflush(stdout);
  RestoreDescriptorFlags();
#ifdef GYRE_DEBUG_TEARDOWN
  std::signal(SIGUSR1, SIG_IGN);  // its handler knows the loop
  realm.reset();
  process.reset();
  return code;
#else
  // The kernel frees faster than we could; nothing of ours is buffered any more.
  _exit(code);
#endif
}

}  // namespace gyre
