// SPDX-License-Identifier: MIT
//
// What:    a doubly linked list whose links are members of the elements: joining and leaving cost
// no
//          allocation, and an element can leave without knowing its list.
// Owner:   the list owns nothing; an element leaves by its destructor.
// Threads: one thread for a list and its elements.

#ifndef GYRE_ENGINE_INTRUSIVE_LIST_H_
#define GYRE_ENGINE_INTRUSIVE_LIST_H_

#include <cstddef>

namespace gyre {

// Base class of elements.
class ListNode {
 public:
  ListNode() = default;
  ListNode(const ListNode&) = delete;
  ListNode& operator=(const ListNode&) = delete;
  ~ListNode() { Unlink(); }

  void Unlink() {
    previous_->next_ = next_;
    next_->previous_ = previous_;
    previous_ = next_ = this;
  }

 private:
  template <typename T>
  friend class IntrusiveList;
  ListNode* previous_ = this;
  ListNode* next_ = this;
};

// T derives publicly from ListNode.
template <typename T>
class IntrusiveList {
 public:
  bool empty() const { return head_.next_ == &head_; }

  void PushBack(T* element) {
    ListNode* node = element;
    node->previous_ = head_.previous_;
    node->next_ = &head_;
    head_.previous_->next_ = node;
    head_.previous_ = node;
  }

  // Calls `visit(T*)` for each element; the visited element may leave the list or be deleted.
  template <typename Visitor>
  void ForEach(Visitor visit) {
    for (ListNode* node = head_.next_; node != &head_;) {
      ListNode* next = node->next_;
      visit(static_cast<T*>(node));
      node = next;
    }
  }

  size_t size() const {
    size_t count = 0;
    for (const ListNode* node = head_.next_; node != &head_; node = node->next_) ++count;
    return count;
  }

 private:
  ListNode head_;
};

}  // namespace gyre

#endif  // GYRE_ENGINE_INTRUSIVE_LIST_H_
