// SPDX-License-Identifier: MIT
//
// IntrusiveList: order, and leaving it at every moment.

#include "engine/intrusive_list.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace gyre {
namespace {

struct Element : ListNode {
  explicit Element(int v) : value(v) {}
  int value;
};

std::vector<int> Values(IntrusiveList<Element>& list) {
  std::vector<int> values;
  list.ForEach([&](Element* element) { values.push_back(element->value); });
  return values;
}

TEST(IntrusiveListTest, IsEmptyAtFirst) {
  IntrusiveList<Element> list;
  EXPECT_TRUE(list.empty());
  EXPECT_EQ(list.size(), 0u);
  EXPECT_EQ(Values(list), std::vector<int>{});
}

TEST(IntrusiveListTest, KeepsTheOrderOfPushBack) {
  Element a(1), b(2), c(3);
  IntrusiveList<Element> list;
  for (Element* element : {&a, &b, &c}) list.PushBack(element);
  EXPECT_EQ(Values(list), (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(list.size(), 3u);
}

TEST(IntrusiveListTest, ElementsLeaveAnywhere) {
  Element a(1), b(2), c(3);
  IntrusiveList<Element> list;
  for (Element* element : {&a, &b, &c}) list.PushBack(element);
  b.Unlink();
  EXPECT_EQ(Values(list), (std::vector<int>{1, 3}));
  a.Unlink();
  c.Unlink();
  EXPECT_TRUE(list.empty());
}

TEST(IntrusiveListTest, LeavingTwiceDoesNothing) {
  Element a(1), b(2);
  IntrusiveList<Element> list;
  list.PushBack(&a);
  list.PushBack(&b);
  a.Unlink();
  a.Unlink();
  EXPECT_EQ(Values(list), (std::vector<int>{2}));
}

TEST(IntrusiveListTest, AnElementThatLeftCanComeBack) {
  Element a(1), b(2);
  IntrusiveList<Element> list;
  list.PushBack(&a);
  list.PushBack(&b);
  a.Unlink();
  list.PushBack(&a);
  EXPECT_EQ(Values(list), (std::vector<int>{2, 1}));
}

TEST(IntrusiveListTest, DestructionLeaves) {
  IntrusiveList<Element> list;
  Element a(1);
  list.PushBack(&a);
  {
    Element b(2);
    list.PushBack(&b);
    EXPECT_EQ(list.size(), 2u);
  }
  EXPECT_EQ(Values(list), (std::vector<int>{1}));
}

TEST(IntrusiveListTest, TheVisitedElementMayBeDeleted) {
  IntrusiveList<Element> list;
  for (int i = 0; i < 4; ++i) list.PushBack(new Element(i));
  std::vector<int> seen;
  list.ForEach([&](Element* element) {
    seen.push_back(element->value);
    delete element;
  });
  EXPECT_EQ(seen, (std::vector<int>{0, 1, 2, 3}));
  EXPECT_TRUE(list.empty());
}

TEST(IntrusiveListTest, ElementsMayJoinDuringAVisit) {
  IntrusiveList<Element> list;
  Element a(1), b(2), late(3);
  list.PushBack(&a);
  list.PushBack(&b);
  std::vector<int> seen;
  list.ForEach([&](Element* element) {
    seen.push_back(element->value);
    if (element == &a) list.PushBack(&late);
  });
  EXPECT_EQ(seen, (std::vector<int>{1, 2, 3}));
}

}  // namespace
}  // namespace gyre
