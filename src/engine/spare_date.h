// SPDX-License-Identifier: MIT
//
// What:    Dates that are made before their time is known. V8 makes a Date in C++ code, which takes
//          0.04 us in a loop and five times as much for the first one behind a system call, whose
//          way through the kernel has left that code cold. A spare one is made in a loop, and gets
//          its time where it lies, also from fast calls (v8-fast-api-calls.h).
// Owner:   nobody; stateless.
// Threads: the isolate's.

#ifndef GYRE_ENGINE_SPARE_DATE_H_
#define GYRE_ENGINE_SPARE_DATE_H_

#include <v8-internal.h>

#include <cmath>

#include "engine/v8_compat.h"

namespace gyre::spare_date {

// The time of a Date that has none yet: no small integer, so that it is a number on the heap.
inline constexpr double kNoTime = 1099511627776.0;

// Where the time of a spare Date is; null if there is none, as in a Date that has lost its number
// to setTime(). What V8's headers do not tell (v8::internal::JSDate, HeapNumber) is the same in all
// versions that we build with: test/cpp/spare_date_test.cc.
inline double* TimeOf(v8::Local<v8::Value> date) {
  using I = v8::internal::Internals;
  using v8::internal::Address;
  constexpr int kNumberOffset = 3 * v8::internal::kApiTaggedSize;
  constexpr int kDoubleOffset = v8::internal::kApiTaggedSize;
  const Address object = *reinterpret_cast<Address*>(*date);
  if (!I::HasHeapObjectTag(object)) return nullptr;
  const Address number = I::ReadRawField<Address>(object, kNumberOffset);
  if (!I::HasHeapObjectTag(number)) return nullptr;
  auto* time = reinterpret_cast<double*>(number - v8::internal::kHeapObjectTag + kDoubleOffset);
  return *time == kNoTime ? time : nullptr;
}

// A new one. REQUIRES: a context is entered.
inline v8::Local<v8::Value> New(v8::Local<v8::Context> context) {
  return v8::Date::New(context, kNoTime).ToLocalChecked();
}

// Gives `date` its time, in milliseconds, rounded to whole ones. Returns false, and has done
// nothing, when that is no time (ECMA-262, TimeClip) or `date` is no spare Date.
inline bool Set(v8::Local<v8::Value> date, double milliseconds) {
  constexpr double kMost = 8.64e15;
  const double rounded = std::floor(milliseconds + 0.5);
  double* const time = TimeOf(date);
  if (time == nullptr || !(std::abs(rounded) <= kMost)) return false;
  *time = rounded + 0.0;  // no negative zero
  return true;
}

}  // namespace gyre::spare_date

#endif  // GYRE_ENGINE_SPARE_DATE_H_
