// SPDX-License-Identifier: MIT
//
// FlatCharacters() against V8's own functions, for each way in which V8 holds a string.

#include "engine/flat_string.h"

#include <string>
#include <string_view>
#include <vector>

#include "support.h"

namespace gyre::test {
namespace {

class FlatString : public LoopTest {
 protected:
  // What FlatCharacters() says of the value of statements; "none" for nothing.
  std::string Characters(const std::string& expression) {
    return InContext([&](v8::Local<v8::Context>) -> std::string {
      v8::Local<v8::Value> value = ValueOf("{ " + expression + " }");
      const Flat<uint8_t> text = FlatCharacters<uint8_t>(value);
      if (text.data == nullptr) return "none";
      std::string result(text.size, '\0');
      EXPECT_EQ(value.As<v8::String>()->Length(), static_cast<int>(text.size));
      value.As<v8::String>()->WriteOneByte(isolate(), reinterpret_cast<uint8_t*>(result.data()), 0,
                                           static_cast<int>(text.size),
                                           v8::String::NO_NULL_TERMINATION);
      EXPECT_EQ(result, std::string_view(reinterpret_cast<const char*>(text.data), text.size));
      return result;
    });
  }
};

TEST_F(FlatString, TwoByteCharacters) {
  const std::string parts = "var a = '\\u0434 and more than thirteen', s = a + a;";
  const std::string strings[] = {
      "'\\u0434\\u0430'",
      "'\\ud83d\\ude00 and a half \\ud83d'",
      parts + "s.charCodeAt(30), s",
      parts + "({})[s], s",
      parts + "s.charCodeAt(30), ({})[s], s",
      parts + "Object.keys({ [s]: 1 })[0]",
  };
  for (const std::string& expression : strings) {
    InContext([&](v8::Local<v8::Context>) {
      v8::Local<v8::Value> value = ValueOf("{ " + expression + " }");
      EXPECT_EQ(FlatCharacters<uint8_t>(value).data, nullptr) << expression;
      const Flat<uint16_t> text = FlatCharacters<uint16_t>(value);
      ASSERT_NE(text.data, nullptr) << expression;
      std::vector<uint16_t> flat(text.data, text.data + text.size);
      std::vector<uint16_t> right(static_cast<size_t>(value.As<v8::String>()->Length()));
      value.As<v8::String>()->Write(isolate(), right.data());
      EXPECT_EQ(flat, right) << expression;
    });
  }
  for (const std::string& expression :
       {parts + "s", parts + "s.slice(1, 30)", std::string("'ascii'"), std::string("5")}) {
    InContext([&](v8::Local<v8::Context>) {
      EXPECT_EQ(FlatCharacters<uint16_t>(ValueOf("{ " + expression + " }")).data, nullptr)
          << expression;
    });
  }
}

TEST_F(FlatString, OnePieceOfOneByteCharacters) {
  EXPECT_EQ(Characters("'literal'"), "literal");
  EXPECT_EQ(Characters("''"), "");
  EXPECT_EQ(Characters("'x'"), "x");
  EXPECT_EQ(Characters("'caf\\u00e9'"), "caf\xe9");
  EXPECT_EQ(Characters("String(12345)"), "12345");
}

TEST_F(FlatString, TwoPartsOnceTheyAreFlattened) {
  const std::string parts = "var a = 'a part of the text', s = a + ' and ' + a;";
  const std::string whole = "a part of the text and a part of the text";
  EXPECT_EQ(Characters(parts + "s"), "none");
  EXPECT_EQ(Characters(parts + "s.charCodeAt(40), s"), whole);
  EXPECT_EQ(Characters(parts + "s.includes('\\0'), s"), whole);
  // As the name of a property it becomes another string, to which it points.
  EXPECT_EQ(Characters(parts + "({})[s], s"), whole);
  EXPECT_EQ(Characters(parts + "s.charCodeAt(40), ({})[s], s"), whole);
  EXPECT_EQ(Characters(parts + "Object.keys({ [s]: 1 })[0]"), whole);
}

TEST_F(FlatString, EverythingElseIsNothing) {
  for (const char* expression :
       {"1", "1.5", "-1", "1n", "null", "undefined", "true", "[]", "({}).toString", "Symbol('x')",
        "(() => {})", "'\\u0434\\u0430\\u0442\\u0430'", "'a text that is long'.slice(2, 18)",
        "var t = '\\u0434 and more than thirteen', u = t + t; u.charCodeAt(30), u",
        "new String('x')", "new Uint8Array(4)"}) {
    EXPECT_EQ(Characters(expression), "none") << expression;
  }
}

}  // namespace
}  // namespace gyre::test
