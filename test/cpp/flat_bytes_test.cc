// SPDX-License-Identifier: MIT
//
// FlatBytes() against V8's own functions.

#include "engine/flat_bytes.h"

#include <string>

#include "support.h"

namespace gyre::test {
namespace {

class FlatBytesTest : public LoopTest {
 protected:
  // What FlatBytes() says of the value of an expression; "none" for nothing.
  std::string Bytes(const std::string& expression) {
    return InContext([&](v8::Local<v8::Context>) -> std::string {
      v8::Local<v8::Value> value = ValueOf(expression);
      std::span<uint8_t> bytes;
      if (!FlatBytes(value, &bytes)) return "none";
      std::string result(bytes.begin(), bytes.end());
      // V8 may move them now.
      auto view = value.As<v8::ArrayBufferView>();
      std::span<uint8_t> fixed;
      if (FixedBytes(value, &fixed)) {
        EXPECT_EQ(fixed.data(), bytes.data());
        EXPECT_EQ(fixed.size(), bytes.size());
        EXPECT_EQ(view->Buffer()->Data(), fixed.data() - view->ByteOffset());
      }
      std::string right(view->ByteLength(), '\0');
      EXPECT_EQ(view->CopyContents(right.data(), right.size()), right.size());
      EXPECT_EQ(result, right);
      return result;
    });
  }
};

TEST_F(FlatBytesTest, OnTheHeapAndOutsideOfIt) {
  if (compat::kTypedArrayData != 0) {
    EXPECT_EQ(Bytes("Uint8Array.of(97, 98, 99)"), "abc");
    EXPECT_EQ(Bytes("Uint16Array.of(0x6261)"), "ab");
  }
  EXPECT_EQ(Bytes("{ const a = Uint8Array.of(97, 98, 99); a.buffer; a }"), "abc");
  EXPECT_EQ(Bytes("new Uint8Array(3000).fill(120)"), std::string(3000, 'x'));
  EXPECT_EQ(Bytes("new Uint8Array(3000).fill(120).subarray(10, 14)"), "xxxx");
  EXPECT_EQ(Bytes("new Uint8Array(new SharedArrayBuffer(4)).fill(121)"), "yyyy");
  EXPECT_EQ(Bytes("new Uint8Array(Uint8Array.of(97, 98, 99).buffer, 1, 1)"), "b");
}

TEST_F(FlatBytesTest, EmptyAndDetachedOnesAreEmpty) {
  EXPECT_EQ(Bytes("new Uint8Array(0)"), "");
  EXPECT_EQ(Bytes("new Uint8Array(3000).subarray(5, 5)"), "");
  InContext([&](v8::Local<v8::Context>) {
    v8::Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(isolate(), 100);
    v8::Local<v8::Uint8Array> view = v8::Uint8Array::New(buffer, 10, 20);
    std::span<uint8_t> bytes;
    ASSERT_TRUE(FlatBytes(view, &bytes));
    EXPECT_EQ(bytes.data(), static_cast<uint8_t*>(buffer->Data()) + 10);
    EXPECT_EQ(bytes.size(), 20u);
    buffer->Detach();
    ASSERT_TRUE(FlatBytes(view, &bytes));
    EXPECT_TRUE(bytes.empty());
  });
}

TEST_F(FlatBytesTest, ThoseOnTheHeapAreNotFixed) {
  InContext([&](v8::Local<v8::Context>) {
    std::span<uint8_t> bytes;
    EXPECT_FALSE(FixedBytes(ValueOf("Uint8Array.of(97, 98, 99)"), &bytes));
    EXPECT_FALSE(FixedBytes(ValueOf("new Uint8Array(0)"), &bytes));
    EXPECT_FALSE(FixedBytes(ValueOf("new DataView(new ArrayBuffer(8))"), &bytes));
    EXPECT_FALSE(FixedBytes(ValueOf("'text'"), &bytes));
    EXPECT_EQ(FixedBytes(ValueOf("new Uint8Array(3000)"), &bytes), compat::kTypedArrayData != 0);
    v8::Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(isolate(), 100);
    v8::Local<v8::Uint8Array> view = v8::Uint8Array::New(buffer, 10, 20);
    buffer->Detach();
    EXPECT_FALSE(FixedBytes(view, &bytes));
  });
}

TEST_F(FlatBytesTest, EverythingElseIsNothing) {
  for (const char* other : {"undefined", "null", "5", "'text'", "({})", "[1]", "new ArrayBuffer(8)",
                            "new DataView(new ArrayBuffer(8))", "new SharedArrayBuffer(8)"}) {
    EXPECT_EQ(Bytes(other), "none") << other;
  }
}

}  // namespace
}  // namespace gyre::test
