// SPDX-License-Identifier: MIT
//
// What:    the domains of a session that V8 does not know: NodeRuntime, which tells debuggers that
//          the program waits for them, and Network, which tells of what lib/internal/network_events
//          reports.
// Owner:   the session, within the process or of another one; it is in a list of the Agent.
// Threads: loop thread only.

#ifndef GYRE_INSPECTOR_NODE_DOMAINS_H_
#define GYRE_INSPECTOR_NODE_DOMAINS_H_

#include <functional>
#include <string>
#include <string_view>

#include "engine/intrusive_list.h"

namespace gyre::inspector {

class Agent;

class NodeDomains : public ListNode {
 public:
  using Send = std::function<void(std::string_view message)>;

  // `send` takes replies and notifications to the other side.
  NodeDomains(Agent* agent, Send send);

  // Carries a command out. False for what is V8's matter.
  bool Dispatch(const std::string& message);

  void NotifyWaitingForDebugger();
  void NotifyWaitingForDisconnect();
  // A notification of the domain Network, as JSON; sent when that is enabled.
  void NotifyNetwork(std::string_view message);

  bool network_is_enabled() const { return network_; }
  bool wants_to_see_end() const { return wants_to_see_end_; }

 private:
  Agent* const agent_;
  const Send send_;
  bool runtime_ = false;
  bool network_ = false;
  bool wants_to_see_end_ = false;
};

}  // namespace gyre::inspector

#endif  // GYRE_INSPECTOR_NODE_DOMAINS_H_
