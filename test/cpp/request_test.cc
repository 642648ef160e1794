// SPDX-License-Identifier: MIT
//
// Request: its completion runs exactly once, in the frame it was made in, also when the loop ends.

#include "loop/request.h"

#include <algorithm>
#include <atomic>

#include "support.h"

namespace gyre::test {
namespace {

// A job on the worker pool that sleeps a little.
class SleepRequest final : public CallbackRequest<uv_work_t> {
 public:
  SleepRequest(EventLoop* loop, v8::Local<v8::Object> completion, std::vector<int>* statuses,
               unsigned milliseconds, bool fails = false)
      : CallbackRequest(loop, completion),
        statuses_(statuses),
        milliseconds_(milliseconds),
        fails_(fails) {
    CHECK_EQ(uv_queue_work(loop->uv(), uv_request(), Work, Done), 0);
  }

  const char* resource_name() const override { return "Sleep"; }

  // Requests whose work has begun, on any thread of the pool.
  static inline std::atomic<int> started = 0;

 private:
  static void Work(uv_work_t* work) {
    ++started;
    uv_sleep(From<SleepRequest>(work)->milliseconds_);
  }
  static void Done(uv_work_t* work, int status) {
    std::unique_ptr<SleepRequest> self(From<SleepRequest>(work));
    self->statuses_->push_back(status);
    v8::Isolate* isolate = self->loop()->isolate();
    self->Complete([&](v8::Local<v8::Context>) {
      Outcome outcome;
      if (self->fails_) {
        outcome.error = NewShortString(isolate, "failed");
      } else {
        outcome.value = v8::Integer::New(isolate, 42);
      }
      return outcome;
    });
  }

  std::vector<int>* const statuses_;
  const unsigned milliseconds_;
  const bool fails_;
};

class RequestTest : public LoopTest {
 protected:
  // `completion` is an expression.
  void Make(const char* completion, unsigned milliseconds = 1, bool fails = false) {
    v8::HandleScope handle_scope(isolate());
    v8::Local<v8::Context> context = loop()->context();
    v8::Context::Scope context_scope(context);
    new SleepRequest(loop(), Function(completion), &statuses, milliseconds, fails);
  }

  std::vector<int> statuses;
};

TEST_F(RequestTest, CallsBackOnceWithTheValue) {
  Make("(...args) => log(JSON.stringify(args))");
  EXPECT_TRUE(loop()->alive());
  EXPECT_EQ(loop()->requests().size(), 1u);
  loop()->Run();
  EXPECT_EQ(log, (Log{"[null,42]"}));
  EXPECT_TRUE(loop()->requests().empty());
}

TEST_F(RequestTest, CallsBackWithTheErrorAlone) {
  Make("(...args) => log(JSON.stringify(args))", 1, true);
  loop()->Run();
  EXPECT_EQ(log, (Log{"[\"failed\"]"}));
}

TEST_F(RequestTest, AThrowingCallbackIsReportedAndTheRequestIsGone) {
  Make("() => { throw 'boom'; }");
  loop()->Run();
  EXPECT_EQ(host()->exceptions, (Log{"boom"}));
  EXPECT_TRUE(loop()->requests().empty());
}

TEST_F(RequestTest, SettlesAPromise) {
  {
    v8::HandleScope handle_scope(isolate());
    v8::Local<v8::Context> context = loop()->context();
    v8::Context::Scope context_scope(context);
    for (bool fails : {false, true}) {
      v8::Local<v8::Promise::Resolver> resolver =
          v8::Promise::Resolver::New(context).ToLocalChecked();
      Set(context, context->Global(), fails ? "bad" : "good", resolver->GetPromise());
      new SleepRequest(loop(), resolver, &statuses, fails ? 5 : 1, fails);
    }
  }
  // The reactions run when the scope of the completion closes.
  Enter("() => { good.then((v) => log(`value ${v}`)); bad.catch((e) => log(`error ${e}`)); }");
  loop()->Run();
  std::sort(log.begin(), log.end());  // The pool has several threads.
  EXPECT_EQ(log, (Log{"error failed", "value 42"}));
}

TEST_F(RequestTest, TeardownWaitsForWhatRunsAndCancelsWhatWaits) {
  // More than the pool has threads, and long enough that all of them take seconds.
  SleepRequest::started = 0;
  for (int i = 0; i < 40; ++i) Make("() => log('entered')", 200);
  while (SleepRequest::started == 0) uv_sleep(1);
  CloseLoop();
  ASSERT_EQ(statuses.size(), 40u);  // each exactly once
  int cancelled = 0;
  for (int status : statuses) {
    EXPECT_TRUE(status == 0 || status == UV_ECANCELED) << status;
    if (status == UV_ECANCELED) ++cancelled;
  }
  EXPECT_GT(cancelled, 0);
  EXPECT_LT(cancelled, 40);
  EXPECT_EQ(log, Log{});
}

TEST_F(RequestTest, ACancelledRequestCompletesWithECANCELED) {
  for (int i = 0; i < 40; ++i) Make("() => log('called')", 200);
  loop()->requests().ForEach([](Request* request) { request->Cancel(); });
  loop()->Run();
  EXPECT_EQ(statuses.size(), 40u);
  EXPECT_EQ(log.size(), 40u);  // the callback runs all the same
  EXPECT_GT(std::count(statuses.begin(), statuses.end(), UV_ECANCELED), 0);
}

}  // namespace
}  // namespace gyre::test
