// SPDX-License-Identifier: MIT
//
// Realm: exit codes, what a program may do at its end, several realms in one process.

#include "runtime/realm.h"

#include <thread>

#include "support.h"

namespace gyre::test {
namespace {

TEST(RealmTest, ExitCodes) {
  EXPECT_EQ(RunText(""), 0);
  EXPECT_EQ(RunText("process.exitCode = 3"), 3);
  EXPECT_EQ(RunText("process.exit(4)"), 4);
  EXPECT_EQ(RunText("process.on('exit', () => { process.exitCode = 5; })"), 5);
  EXPECT_EQ(RunText("setTimeout(() => process.exit(6), 1); setInterval(() => {}, 1)"), 6);
}

TEST(RealmTest, AnUncaughtExceptionIsOne) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(RunText("throw new Error('uncaught here')"), 1);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("Error: uncaught here"), std::string::npos);
}

TEST(RealmTest, ExitTerminatesEveryKindOfNesting) {
  const char* programs[] = {
      "(function f(n) { if (n === 0) process.exit(9); f(n - 1); process.exitCode = 1; })(500)",
      "try { process.exit(9) } catch { process.exitCode = 1 } finally { for (;;) ; }",
      "[1].map(() => process.exit(9)); for (;;) ;",
      "process.nextTick(() => { process.exit(9); }); process.nextTick(() => { for (;;) ; })",
      "Promise.resolve().then(() => process.exit(9)).finally(() => { for (;;) ; })",
      "queueMicrotask(() => process.exit(9)); queueMicrotask(() => { for (;;) ; })",
      "setImmediate(() => process.exit(9)); setImmediate(() => { for (;;) ; })",
      "setTimeout(() => process.exit(9), 1); setTimeout(() => { for (;;) ; }, 1)",
      "new (class { constructor() { process.exit(9); } })(); for (;;) ;",
      "({ get x() { return process.exit(9); } }).x; for (;;) ;",
      "new Proxy({}, { get() { process.exit(9); } }).x; for (;;) ;",
      "JSON.stringify({ toJSON() { process.exit(9); } }); for (;;) ;",
      "'x'.replace(/x/, () => process.exit(9)); for (;;) ;",
      "require('vm').runInNewContext('exit(9); for (;;) ;', { exit: process.exit })",
      "require('events').once; const e = new (require('events'))(); "
      "e.on('x', () => process.exit(9)); e.on('x', () => { for (;;) ; }); e.emit('x')",
      "process.on('exit', (c) => { if (c === 9) process.exit(); process.exit(9); for (;;) ; })",
      "process.on('beforeExit', () => { process.exit(9); for (;;) ; })",
      "process.on('uncaughtException', () => { process.exit(9); for (;;) ; }); throw 1",
      "process.on('unhandledRejection', () => { process.exit(9); for (;;) ; }); Promise.reject(1)",
      "process.on('warning', () => { process.exit(9); for (;;) ; }); process.emitWarning('w')",
      "(async () => { await 1; process.exit(9); for (;;) ; })()",
      "const g = (function* () { try { yield } finally { process.exit(9) } })(); g.next(); "
      "g.return()",
  };
  for (const char* program : programs) EXPECT_EQ(RunText(program), 9) << program;
}

TEST(RealmTest, EndsWithEveryKindOfHandleAlive) {
  const char* programs[] = {
      "setInterval(() => {}, 1); process.exit(2)",
      "setInterval(() => {}, 1); setTimeout(() => process.exit(2), 5)",
      "setImmediate(() => {}); process.exit(2)",
      "process.on('SIGUSR2', () => {}); process.on('SIGWINCH', () => {}); process.exit(2)",
      "require('fs').readFile(process.execPath || '/proc/self/exe', () => {}); process.exit(2)",
      "for (let i = 0; i < 50; i++) require('fs').stat('/', () => {}); process.exit(2)",
      "for (let i = 0; i < 50; i++) require('fs').promises.readdir('/').then(() => {}); "
      "setImmediate(() => process.exit(2))",
      "const { MessageChannel } = require('worker_threads'); const { port1, port2 } = new "
      "MessageChannel(); port2.on('message', () => process.exit(2)); port1.postMessage(1)",
  };
  for (const char* program : programs) EXPECT_EQ(RunText(program), 2) << program;
}

TEST(RealmTest, OneAfterTheOther) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(RunText("setTimeout(() => { process.exitCode = 7; }, 1)"), 7);
  }
}

TEST(RealmTest, AbandonedWithoutRunning) {
  std::unique_ptr<Realm> realm = Realm::Create(GetProcess(), EvalOptions("process.exit(1)"));
  ASSERT_NE(realm, nullptr);
  EXPECT_FALSE(realm->loop()->alive());
}

TEST(RealmTest, TwoAliveOnOneThread) {
  // Created a, b; run b, a; destroyed a, b: no order is special.
  std::unique_ptr<Realm> a = Realm::Create(GetProcess(), EvalOptions("process.exitCode = 11"));
  std::unique_ptr<Realm> b = Realm::Create(GetProcess(), EvalOptions("process.exit(22)"));
  ASSERT_NE(a, nullptr);
  ASSERT_NE(b, nullptr);
  EXPECT_NE(a->isolate(), b->isolate());
  EXPECT_EQ(v8::Isolate::TryGetCurrent(), nullptr);
  EXPECT_EQ(b->Run("eval_string"), 22);
  EXPECT_EQ(a->Run("eval_string"), 11);
  a.reset();
  b.reset();
  EXPECT_EQ(v8::Isolate::TryGetCurrent(), nullptr);
}

TEST(RealmTest, OnThreads) {
  int codes[3] = {};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&codes, i] {
      codes[i] = RunText(
          "let n = 0; const t = setInterval(() => { if (++n === 10) { clearInterval(t); "
          "process.exitCode = " +
          std::to_string(30 + i) + "; } }, 1); require('fs').promises.readFile('/etc/passwd')");
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(codes[i], 30 + i);
}

TEST(RealmTest, AModuleThatIsNoneEndsTheRun) {
  std::unique_ptr<Realm> realm = Realm::Create(GetProcess(), EvalOptions(""));
  testing::internal::CaptureStderr();
  EXPECT_NE(realm->Run("no_such_main"), 0);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("internal/main/no_such_main"),
            std::string::npos);
}

TEST(RealmTest, AFolderWithABrokenLibraryIsToldAndDoesNotBoot) {
  std::string folder = testing::TempDir() + "gyre-broken-lib";
  std::string command = "mkdir -p " + folder +
                        "/internal/bootstrap && echo 'throw new Error(\"x y\")' > " + folder +
                        "/internal/bootstrap/realm.js";
  ASSERT_EQ(std::system(command.c_str()), 0);
  RealmOptions options = EvalOptions("");
  options.lib_dir = folder;
  testing::internal::CaptureStderr();
  EXPECT_EQ(Realm::Create(GetProcess(), std::move(options)), nullptr);
  std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("gyre: the standard library does not start"), std::string::npos);
  EXPECT_NE(text.find("Error: x y"), std::string::npos);
}

TEST(RealmTest, OptionsAreSeenByName) {
  std::unique_ptr<Realm> realm = Realm::Create(GetProcess(), EvalOptions("process.exitCode = 1"));
  ASSERT_NE(realm, nullptr);
  ASSERT_NE(realm->option("--eval"), nullptr);
  EXPECT_EQ(realm->option("--eval")->string, "process.exitCode = 1");
  EXPECT_EQ(realm->option("--no-such"), nullptr);
}

TEST(RealmTest, IdsAreSorted) {
  std::span<const BuiltinSource> sources = BuiltinSources();
  ASSERT_GT(sources.size(), 50u);
  for (size_t i = 1; i < sources.size(); ++i) {
    EXPECT_LT(std::string_view(sources[i - 1].id), std::string_view(sources[i].id));
  }
}

}  // namespace
}  // namespace gyre::test
