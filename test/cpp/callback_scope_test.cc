// SPDX-License-Identifier: MIT
//
// CallbackScope: nesting, exceptions, async context frames, and a realm that is stopping.

#include "loop/callback_scope.h"

#include "support.h"

namespace gyre::test {
namespace {

class CallbackScopeTest : public LoopTest {
 protected:
  CallbackScopeTest() {
    On(EntryPoint::kProcessTicks, "() => { log('ticks'); flags[0] = 0; }");
    // frame() and setFrame(value): continuation-preserved embedder data
    v8::HandleScope handle_scope(isolate());
    v8::Local<v8::Context> context = loop()->context();
    v8::Context::Scope context_scope(context);
    auto define = [&](const char* name, v8::FunctionCallback callback) {
      Set(context, context->Global(), name, v8::Function::New(context, callback).ToLocalChecked());
    };
    define("frame", [](const v8::FunctionCallbackInfo<v8::Value>& args) {
      args.GetReturnValue().Set(
          args.GetIsolate()->GetCurrentContext()->GetContinuationPreservedEmbedderData());
    });
    define("setFrame", [](const v8::FunctionCallbackInfo<v8::Value>& args) {
      EventLoop::From(args.GetIsolate())->SetFrame(args[0]);
    });
  }

  v8::Global<v8::Value> FrameOf(const char* text) {
    v8::HandleScope handle_scope(isolate());
    return {isolate(), NewShortString(isolate(), text).As<v8::Value>()};
  }

  void EnterWith(const v8::Global<v8::Value>& frame, const char* source) {
    CallbackScope scope(loop(), &frame);
    scope.Call(Function(source), v8::Undefined(isolate()), 0, nullptr);
  }
};

TEST_F(CallbackScopeTest, GivesTheResult) {
  CallbackScope scope(loop());
  v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate(), 40), v8::Integer::New(isolate(), 2)};
  v8::Local<v8::Value> result;
  ASSERT_TRUE(
      scope.Call(Function("(a, b) => a + b"), v8::Undefined(isolate()), 2, argv).ToLocal(&result));
  EXPECT_EQ(ToUtf8(isolate(), result), "42");
}

TEST_F(CallbackScopeTest, OnlyTheOutermostDrains) {
  natives.push_back([this] { Enter("() => { flags[0] = 1; log('inner'); }"); });
  Enter("() => { log('outer'); call(0); log('back'); }");
  EXPECT_EQ(log, (Log{"outer", "inner", "back", "ticks"}));
}

TEST_F(CallbackScopeTest, SeveralCallsInAScopeAreDrainedOnce) {
  {
    CallbackScope scope(loop());
    v8::Local<v8::Function> function = Function("() => { flags[0] = 1; log('call'); }");
    scope.Call(function, v8::Undefined(isolate()), 0, nullptr);
    scope.Call(function, v8::Undefined(isolate()), 0, nullptr);
    EXPECT_EQ(log, (Log{"call", "call"}));
  }
  EXPECT_EQ(log, (Log{"call", "call", "ticks"}));
}

TEST_F(CallbackScopeTest, AnExceptionGoesToTheHostAndNotToTheOuterCode) {
  natives.push_back([this] { Enter("() => { throw 'inner'; }"); });
  Enter("() => { try { call(0); log('went on'); } catch { log('caught'); } }");
  EXPECT_EQ(log, (Log{"went on"}));
  EXPECT_EQ(host()->exceptions, (Log{"inner"}));
}

TEST_F(CallbackScopeTest, AnExceptionGivesAnEmptyResult) {
  CallbackScope scope(loop());
  EXPECT_TRUE(scope.Call(Function("() => { throw null; }"), v8::Undefined(isolate()), 0, nullptr)
                  .IsEmpty());
  EXPECT_EQ(host()->exceptions, (Log{"null"}));
}

TEST_F(CallbackScopeTest, TicksWaitAfterAThrowUnlessALaterCallOfTheScopeSucceeds) {
  Enter("() => { flags[0] = 1; throw 'boom'; }");
  EXPECT_EQ(log, Log{});
  {
    CallbackScope scope(loop());
    scope.Call(Function("() => { throw 'boom'; }"), v8::Undefined(isolate()), 0, nullptr);
    scope.Call(Function("() => log('second')"), v8::Undefined(isolate()), 0, nullptr);
  }
  EXPECT_EQ(log, (Log{"second", "ticks"}));
}

TEST_F(CallbackScopeTest, AMethodThatIsNoneIsSkipped) {
  CallbackScope scope(loop());
  v8::Local<v8::Object> object = v8::Object::New(isolate());
  EXPECT_TRUE(scope.CallMethod(object, Literal(isolate(), "onread"), 0, nullptr).IsEmpty());
  Set(scope.context(), object, "onread", v8::Integer::New(isolate(), 1));
  EXPECT_TRUE(scope.CallMethod(object, Literal(isolate(), "onread"), 0, nullptr).IsEmpty());
  Set(scope.context(), object, "onread", Function("function() { log(this.name); return true; }"));
  Set(scope.context(), object, "name", NewShortString(isolate(), "self"));
  EXPECT_FALSE(scope.CallMethod(object, Literal(isolate(), "onread"), 0, nullptr).IsEmpty());
  EXPECT_EQ(log, (Log{"self"}));
  EXPECT_EQ(host()->exceptions, Log{});
}

TEST_F(CallbackScopeTest, AGetterThatThrowsIsReported) {
  {
    CallbackScope scope(loop());
    v8::Local<v8::Value> object;
    ASSERT_TRUE(scope
                    .Call(Function("() => ({ get onread() { throw 'from getter'; } })"),
                          v8::Undefined(isolate()), 0, nullptr)
                    .ToLocal(&object));
    EXPECT_TRUE(scope.CallMethod(object.As<v8::Object>(), Literal(isolate(), "onread"), 0, nullptr)
                    .IsEmpty());
  }
  EXPECT_EQ(host()->exceptions, (Log{"from getter"}));
  Enter("() => log('still works')");
  EXPECT_EQ(log, (Log{"still works"}));
}

TEST_F(CallbackScopeTest, TheFrameIsThereDuringTheCallAndGoneAfterwards) {
  v8::Global<v8::Value> frame = FrameOf("request 7");
  EnterWith(frame, "() => log(frame())");
  EXPECT_EQ(log, (Log{"request 7"}));
  EXPECT_EQ(Evaluate("String(frame())"), "undefined");
}

TEST_F(CallbackScopeTest, AFrameLeftBehindDoesNotReachTheNextCallback) {
  Enter("() => setFrame('left behind')");
  Enter("() => log(String(frame()))");
  EXPECT_EQ(log, (Log{"undefined"}));
}

TEST_F(CallbackScopeTest, AFrameLeftByAThrowDoesNotReachTheNextCallback) {
  v8::Global<v8::Value> frame = FrameOf("request 7");
  EnterWith(frame, "() => { setFrame('other'); throw 'boom'; }");
  Enter("() => log(String(frame()))");
  EXPECT_EQ(log, (Log{"undefined"}));
}

TEST_F(CallbackScopeTest, ANestedScopeGivesTheOuterFrameBack) {
  v8::Global<v8::Value> outer = FrameOf("outer");
  v8::Global<v8::Value> inner = FrameOf("inner");
  natives.push_back([&] { EnterWith(inner, "() => log(frame())"); });
  EnterWith(outer, "() => { log(frame()); call(0); log(frame()); }");
  EXPECT_EQ(log, (Log{"outer", "inner", "outer"}));
}

TEST_F(CallbackScopeTest, TicksDoNotSeeTheFrameOfTheCallback) {
  On(EntryPoint::kProcessTicks, "() => { log(String(frame())); flags[0] = 0; }");
  v8::Global<v8::Value> frame = FrameOf("request 7");
  EnterWith(frame, "() => { flags[0] = 1; }");
  EXPECT_EQ(log, (Log{"undefined"}));
}

TEST_F(CallbackScopeTest, CaptureFrameTakesWhatIsCurrent) {
  v8::Global<v8::Value> captured;
  natives.push_back([&] { CaptureFrame(loop(), &captured); });
  Enter("() => call(0)");
  EXPECT_TRUE(captured.IsEmpty());
  v8::Global<v8::Value> frame = FrameOf("request 7");
  EnterWith(frame, "() => call(0)");
  ASSERT_FALSE(captured.IsEmpty());
  EnterWith(captured, "() => log(frame())");
  EXPECT_EQ(log, (Log{"request 7"}));
  Enter("() => call(0)");
  EXPECT_TRUE(captured.IsEmpty());
}

TEST_F(CallbackScopeTest, AStoppingRealmIsNotEntered) {
  loop()->Stop();
  Enter("() => log('entered')");
  Evaluate("flags[0] = 1");
  Enter("() => log('entered')");
  EXPECT_EQ(log, Log{});
}

TEST_F(CallbackScopeTest, ExitUnwindsEveryNestedCallback) {
  natives.push_back([this] { Enter("() => { call(1); for (;;) ; }"); });
  natives.push_back([this] { host()->RequestExit(3); });
  Enter(R"(() => {
    try { call(0); for (;;) ; }
    catch { log('caught'); }
    finally { for (;;) ; }
  })");
  EXPECT_EQ(log, Log{});
  EXPECT_EQ(host()->exits, (std::vector<int>{3}));
  EXPECT_EQ(host()->exceptions, Log{});
}

}  // namespace
}  // namespace gyre::test
