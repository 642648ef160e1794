// SPDX-License-Identifier: MIT
//
// Spare Dates against V8's own functions.

#include "engine/spare_date.h"

#include <cmath>
#include <limits>
#include <string>

#include "support.h"

namespace gyre::test {
namespace {

class SpareDate : public LoopTest {
 protected:
  // The value of an expression of `d`.
  double Value(v8::Local<v8::Context> context, v8::Local<v8::Value> date, const char* expression) {
    context->Global()->Set(context, NewShortString(isolate(), "d"), date).Check();
    return ValueOf(expression)->NumberValue(context).FromJust();
  }
};

TEST_F(SpareDate, TellsTheTimeThatItWasGiven) {
  InContext([&](v8::Local<v8::Context> context) {
    for (const double time : {0.0, 1.0, -1.0, 1e12, 1732900000123.0, -8.64e15, 8.64e15,
                              spare_date::kNoTime, 2147483648.0}) {
      const v8::Local<v8::Value> date = spare_date::New(context);
      ASSERT_TRUE(date->IsDate());
      EXPECT_EQ(date.As<v8::Date>()->ValueOf(), spare_date::kNoTime);
      ASSERT_TRUE(spare_date::Set(date, time));
      EXPECT_EQ(date.As<v8::Date>()->ValueOf(), time);
      EXPECT_EQ(Value(context, date, "d.getTime()"), time);
      EXPECT_EQ(Value(context, date, "new Date(+d).getUTCFullYear()"),
                Value(context, date, "d.getUTCFullYear()"));
      // It is a Date like any other from now on.
      EXPECT_EQ(Value(context, date, "d.setTime(86400000), d.getUTCDate()"), 2);
      EXPECT_FALSE(spare_date::Set(date, 5));
      EXPECT_EQ(Value(context, date, "+d"), 86400000);
    }
  });
}

TEST_F(SpareDate, RoundsToWholeMilliseconds) {
  InContext([&](v8::Local<v8::Context> context) {
    for (const double time : {0.5, 0.49, -0.5, -0.51, -0.2, 1e12 + 0.75, 1e12 + 0.25}) {
      const v8::Local<v8::Value> date = spare_date::New(context);
      ASSERT_TRUE(spare_date::Set(date, time));
      const double value = date.As<v8::Date>()->ValueOf();
      EXPECT_EQ(value, std::floor(time + 0.5)) << time;
      EXPECT_FALSE(value == 0 && std::signbit(value)) << time;
    }
  });
}

TEST_F(SpareDate, RefusesWhatIsNoTime) {
  InContext([&](v8::Local<v8::Context> context) {
    const v8::Local<v8::Value> date = spare_date::New(context);
    for (const double time : {8.64e15 + 1, -8.64e15 - 2, 1e300, std::nan(""),
                              std::numeric_limits<double>::infinity()}) {
      EXPECT_FALSE(spare_date::Set(date, time)) << time;
    }
    EXPECT_EQ(date.As<v8::Date>()->ValueOf(), spare_date::kNoTime);
    EXPECT_FALSE(spare_date::Set(v8::Undefined(isolate()), 1));
    EXPECT_FALSE(spare_date::Set(v8::Integer::New(isolate(), 7), 1));
    EXPECT_FALSE(spare_date::Set(v8::Object::New(isolate()), 1));
    for (const double time : {0.0, std::nan("")}) {
      EXPECT_FALSE(spare_date::Set(v8::Date::New(context, time).ToLocalChecked(), 1));
    }
  });
}

TEST_F(SpareDate, OnesDoNotShareATime) {
  InContext([&](v8::Local<v8::Context> context) {
    const v8::Local<v8::Value> first = spare_date::New(context);
    const v8::Local<v8::Value> second = spare_date::New(context);
    ASSERT_TRUE(spare_date::Set(first, 1));
    isolate()->LowMemoryNotification();
    EXPECT_EQ(second.As<v8::Date>()->ValueOf(), spare_date::kNoTime);
    ASSERT_TRUE(spare_date::Set(second, 2));
    EXPECT_EQ(first.As<v8::Date>()->ValueOf(), 1);
  });
}

}  // namespace
}  // namespace gyre::test
