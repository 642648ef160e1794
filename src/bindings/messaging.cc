// SPDX-License-Identifier: MIT
//
// binding('messaging'): the structured clone algorithm (HTML, "Safe passing of structured data")
// and message ports within one isolate.
//
// A Message is a value serialised by V8 together with what does not go through bytes: moved
// ArrayBuffers, shared memory, WebAssembly modules, moved ports. Posting serialises at once; the
// receiver deserialises when the message is delivered.
//
// A Port has a queue and belongs to a PortGroup: two members make a channel, any number with a
// name a broadcast channel. All ports of a loop share one uv_async_t, the Hub: a port with news
// joins its list and wakes it, and the poll phase delivers, each message in a CallbackScope of its
// own. The hub keeps the loop alive while a ref'd port exists. A port closes in the close phase.
// Its JavaScript object is held strongly only while it may still receive: started, ref'd, or on
// that list.
//
// Objects that V8 does not know are host objects: ports, and instances of JavaScript classes made
// by createHostObject(). How the latter are cloned is decided in lib/internal/structured_clone.js.

#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "bindings/binding.h"
#include "bindings/buffer.h"
#include "loop/callback_scope.h"
#include "loop/handle.h"

namespace gyre {

using v8::Array;
using v8::ArrayBuffer;
using v8::BackingStore;
using v8::Context;
using v8::Function;
using v8::Global;
using v8::HandleScope;
using v8::Isolate;
using v8::Just;
using v8::Local;
using v8::Maybe;
using v8::MaybeLocal;
using v8::Nothing;
using v8::Object;
using v8::ObjectTemplate;
using v8::SharedArrayBuffer;
using v8::String;
using v8::Value;

namespace {

class Port;
class PortQueue;

// JavaScript functions that lib/ registers with initialize().
enum class Hook : size_t {
  kInitializePort,  // (object) -> undefined: makes a fresh object a MessagePort
  kDeliver,         // (port, event, value, ports) -> undefined
  kCloneError,      // (message) -> a DataCloneError
  kDescribe,        // (object, transferring) -> [deserializeInfo, data, detach], or undefined
  kRestore,         // (deserializeInfo, data, file descriptor or -1) -> object
  kTransferList,  // (object) -> array of what moves along, or undefined if it can't be transferred
  kCount,
};

// What kDeliver is told; known to lib/internal/message_port.js.
enum class Event : int32_t { kMessage = 0, kMessageError = 1, kClose = 2 };

// What stands in the bytes for a host object. Read by this file only.
enum class HostObjectKind : uint32_t { kPort = 0, kScript = 1, kPlain = 2 };
// Behind kScript, for an object that brings no descriptor; else the descriptor's index.
constexpr uint32_t kNoDescriptor = UINT32_MAX;

// --- Messages ------------------------------------------------------------------------------------

struct FreeDeleter {
  void operator()(uint8_t* data) const { free(data); }
};

struct Message {
  Message();
  ~Message();

  std::unique_ptr<uint8_t, FreeDeleter> bytes;
  size_t size = 0;
  std::vector<std::shared_ptr<BackingStore>> array_buffers;
  std::vector<std::shared_ptr<BackingStore>> shared_array_buffers;
  std::vector<v8::CompiledWasmModule> wasm_modules;
  std::vector<std::unique_ptr<PortQueue>> ports;
  // Of files; -1 for those that have been taken. The others are closed with the message.
  std::vector<int> descriptors;
};

// --- Ports ---------------------------------------------------------------------------------------

struct PortGroup {
  std::string name;  // empty for a channel of two
  std::vector<PortQueue*> members;
};

enum class Tell : uint8_t { kNobody, kOthers };

// The part of a port that moves when the port is transferred.
class PortQueue {
 public:
  explicit PortQueue(std::shared_ptr<PortGroup> group) : group_(std::move(group)) {
    group_->members.push_back(this);
  }
  ~PortQueue() { LeaveGroup(Tell::kNobody); }

  bool is_broadcast() const { return !group_->name.empty(); }

  // Leaves the group; the other end of a channel is told to close when it has read the rest.
  void LeaveGroup(Tell whom);

  // Wakes the port, if the queue has one.
  void Push(std::shared_ptr<Message> message);

  // The other members of the group.
  template <typename Visitor>
  void ForEachOther(Visitor visit) {
    for (PortQueue* member : std::vector<PortQueue*>(group_->members)) {
      if (member != this) visit(member);
    }
  }

  std::deque<std::shared_ptr<Message>> messages;
  bool closes_when_empty = false;
  Port* port = nullptr;

 private:
  std::shared_ptr<PortGroup> group_;
};

Message::Message() = default;
Message::~Message() {
  for (int descriptor : descriptors) {
    if (descriptor >= 0) close(descriptor);
  }
}

class Hub;

struct MessagingData {
  ~MessagingData();

  std::array<Global<Function>, static_cast<size_t>(Hook::kCount)> hooks;
  Global<v8::FunctionTemplate> port_template;
  Global<v8::FunctionTemplate> host_object_template;
  std::unordered_map<std::string, std::weak_ptr<PortGroup>> broadcasts;
  Hub* hub = nullptr;
  IntrusiveList<Port> ports;
  uint64_t ports_made = 0;
};

MessagingData* DataOf(EventLoop* loop) { return loop->binding_data<MessagingData>(); }

Local<Function> HookOf(EventLoop* loop, Hook hook) {
  return DataOf(loop)->hooks[static_cast<size_t>(hook)].Get(loop->isolate());
}

// Delivers for all ports of a loop; made by the first of them that has something to wait for.
class Hub final : public Handle {
 public:
  explicit Hub(EventLoop* loop) : Handle(loop, reinterpret_cast<uv_handle_t*>(&async_)) {
    // uv_async_init() can only fail for want of file descriptors.
    CHECK_EQ(Initialized(uv_async_init(loop->uv(), &async_, OnWake)), 0);
    uv_unref(uv_handle());
  }

  static Hub* Of(EventLoop* loop) {
    MessagingData* data = DataOf(loop);
    if (data->hub == nullptr) data->hub = new Hub(loop);
    return data->hub;
  }

  const char* resource_name() const override { return "MessagePort"; }

  // Puts `port` on the list of those with news. Each is on it at most once.
  void Schedule(Port* port) {
    ready_.push_back(port);
    uv_async_send(&async_);
  }
  void Forget(Port* port) { std::erase(ready_, port); }

  // Counted: how many reasons there are for the loop to go on.
  void Ref() {
    if (refs_++ == 0) uv_ref(uv_handle());
  }
  void Unref() {
    CHECK(refs_ > 0);
    if (--refs_ == 0) uv_unref(uv_handle());
  }

 private:
  static void OnWake(uv_async_t* async) {
    static_cast<Hub*>(static_cast<Handle*>(async->data))->Deliver();
  }
  void Deliver();
  void OnClosed() override { DataOf(loop())->hub = nullptr; }

  uv_async_t async_;
  std::deque<Port*> ready_;
  int refs_ = 0;
};

// Stands for a port that closes: its end comes in the close phase, and keeps the loop going till
// then.
class ClosingPort final : public Handle {
 public:
  ClosingPort(EventLoop* loop, Port* port)
      : Handle(loop, reinterpret_cast<uv_handle_t*>(&idle_)), port_(port) {
    // uv_idle_init() can't fail.
    CHECK_EQ(Initialized(uv_idle_init(loop->uv(), &idle_)), 0);
    Close();
  }
  const char* resource_name() const override { return "MessagePort"; }

 private:
  void OnClosed() override;

  uv_idle_t idle_;
  Port* const port_;
};

// What the JavaScript object of a port points to, until it is closed or its queue has moved away.
class Port : public ListNode {
 public:
  Port(EventLoop* loop, Local<Object> object, std::unique_ptr<PortQueue> queue)
      : loop_(loop),
        serial_(DataOf(loop)->ports_made++),
        object_(loop->isolate(), object),
        queue_(std::move(queue)) {
    queue_->port = this;
    CaptureFrame(loop, &frame_);
    DataOf(loop)->ports.PushBack(this);
    object->SetAlignedPointerInInternalField(0, this);
    UpdateStrength();
    if (HasNews()) Wake();
  }

  // nullptr for a port that is closed or has been transferred.
  static Port* From(Local<Object> object) {
    return static_cast<Port*>(object->GetAlignedPointerFromInternalField(0));
  }

  PortQueue* queue() { return queue_.get(); }
  bool closing() const { return closing_; }
  bool has_ref() const { return has_ref_; }
  // Ports are numbered as they are made.
  uint64_t serial() const { return serial_; }
  // The async context in which the port was made.
  const v8::Global<Value>* frame() const { return &frame_; }
  Local<Object> object() const { return object_.Get(loop_->isolate()); }

  void SetReceiving(bool receiving) {
    receiving_ = receiving;
    UpdateStrength();
    if (receiving && HasNews()) Wake();
  }

  void SetRef(bool ref) {
    if (ref == has_ref_) return;
    has_ref_ = ref;
    if (ref) {
      Hub::Of(loop_)->Ref();
    } else {
      Hub::Of(loop_)->Unref();
    }
    UpdateStrength();
  }

  void Wake() {
    if (scheduled_) return;
    scheduled_ = true;
    UpdateStrength();
    Hub::Of(loop_)->Schedule(this);
  }

  // Starts closing: the 'close' event follows in the close phase. What is still in the queue is
  // dropped, unless it is just being delivered.
  void Close() {
    if (closing_) return;
    closing_ = true;
    UpdateStrength();
    // Deletes itself.
    new ClosingPort(loop_, this);
  }

  // The end of closing: tells JavaScript, unless the realm stops. The port is deleted.
  void FinishClosing();

  // Takes the queue away, for a transfer. The port is deleted, its object is dead.
  std::unique_ptr<PortQueue> Detach() {
    std::unique_ptr<PortQueue> queue = std::move(queue_);
    queue->port = nullptr;
    Destroy();
    return queue;
  }

  // At teardown, when the hub is gone and no JavaScript runs any more.
  void Abandon() { delete this; }

  // The hub has taken the port off its list.
  void BeginTurn() { scheduled_ = false; }

  // The hub's turn: delivers what is there, at most a bounded number, so that ports which answer
  // each other do not starve the rest of the loop.
  void DeliverAll();

  // Takes the next message. If there is none, and none will come, the port closes.
  std::shared_ptr<Message> Take() {
    if (queue_->messages.empty()) {
      if (queue_->closes_when_empty) Close();
      return nullptr;
    }
    std::shared_ptr<Message> message = std::move(queue_->messages.front());
    queue_->messages.pop_front();
    return message;
  }

 private:
  ~Port() = default;

  // Whether the hub has something to do for this port.
  bool HasNews() const {
    if (closing_) return false;
    if (queue_->messages.empty()) return queue_->closes_when_empty;
    return receiving_;
  }

  void Destroy() {
    if (scheduled_) Hub::Of(loop_)->Forget(this);
    if (has_ref_) Hub::Of(loop_)->Unref();
    if (!object_.IsEmpty()) {
      HandleScope handle_scope(loop_->isolate());
      object_.ClearWeak();
      object()->SetAlignedPointerInInternalField(0, nullptr);
      object_.Reset();
    }
    delete this;
  }

  // Strong while something may still arrive at the object, weak otherwise.
  void UpdateStrength() {
    const bool strong = receiving_ || has_ref_ || closing_ || scheduled_;
    if (strong == strong_) return;
    strong_ = strong;
    if (strong) {
      object_.ClearWeak();
    } else {
      object_.SetWeak(this, OnCollected, v8::WeakCallbackType::kParameter);
    }
  }

  static void OnCollected(const v8::WeakCallbackInfo<Port>& info) {
    Port* port = info.GetParameter();
    port->object_.Reset();
    // The other end stays open: nobody can tell the difference, since nothing was ever received
    // here.
    port->Destroy();
  }

  EventLoop* const loop_;
  const uint64_t serial_;
  Global<Object> object_;
  std::unique_ptr<PortQueue> queue_;
  v8::Global<Value> frame_;
  bool receiving_ = false;
  bool has_ref_ = false;
  bool closing_ = false;
  bool scheduled_ = false;
  bool strong_ = true;
};

void ClosingPort::OnClosed() { port_->FinishClosing(); }

MessagingData::~MessagingData() {
  ports.ForEach([](Port* port) { port->Abandon(); });
}

void PortQueue::LeaveGroup(Tell whom) {
  std::erase(group_->members, this);
  if (whom == Tell::kNobody || is_broadcast()) return;
  for (PortQueue* other : group_->members) {
    other->closes_when_empty = true;
    if (other->port != nullptr) other->port->Wake();
  }
}

void PortQueue::Push(std::shared_ptr<Message> message) {
  messages.push_back(std::move(message));
  if (port != nullptr) port->Wake();
}

// --- Serialising ---------------------------------------------------------------------------------

bool IsPort(EventLoop* loop, Local<Value> value) {
  MessagingData* data = DataOf(loop);
  return !data->port_template.IsEmpty() &&
         data->port_template.Get(loop->isolate())->HasInstance(value);
}

bool IsHostObject(EventLoop* loop, Local<Value> value) {
  MessagingData* data = DataOf(loop);
  return !data->host_object_template.IsEmpty() &&
         data->host_object_template.Get(loop->isolate())->HasInstance(value);
}

void ThrowCloneError(EventLoop* loop, Local<String> message) {
  Local<Value> argument = message;
  Local<Value> error;
  if (HookOf(loop, Hook::kCloneError)
          ->Call(loop->isolate()->GetCurrentContext(), v8::Undefined(loop->isolate()), 1, &argument)
          .ToLocal(&error)) {
    loop->isolate()->ThrowException(error);
  }
}

template <size_t N>
void ThrowCloneError(EventLoop* loop, const char (&message)[N]) {
  ThrowCloneError(loop, Literal(loop->isolate(), message));
}

// Serialises one value. Nothing is moved before all of it has succeeded.
class Sender final : public v8::ValueSerializer::Delegate {
 public:
  Sender(EventLoop* loop, Local<Context> context)
      : loop_(loop),
        context_(context),
        message_(std::make_shared<Message>()),
        serializer_(loop->isolate(), this) {}

  // Empty with an exception pending. `source` is the port that sends, or nullptr.
  std::shared_ptr<Message> Send(Local<Value> value, Local<Array> transfer, Port* source) {
    if (!AddTransferables(transfer, source)) return nullptr;
    serializer_.WriteHeader();
    bool written;
    if (!serializer_.WriteValue(context_, value).To(&written) || !written) return nullptr;
    // Host objects in the list that the value does not contain are moved all the same.
    for (Local<ArrayBuffer> buffer : array_buffers_) {
      message_->array_buffers.push_back(buffer->GetBackingStore());
      buffer->Detach();
    }
    for (Local<Object> port : ports_) message_->ports.push_back(Port::From(port)->Detach());
    Isolate* isolate = loop_->isolate();
    for (const Global<Function>& detach : detachers_) {
      Local<Value> descriptor;
      if (!detach.Get(isolate)
               ->Call(context_, v8::Undefined(isolate), 0, nullptr)
               .ToLocal(&descriptor)) {
        return nullptr;
      }
      CHECK(descriptor->IsInt32());
      message_->descriptors.push_back(descriptor.As<v8::Int32>()->Value());
    }
    const std::pair<uint8_t*, size_t> result = serializer_.Release();
    message_->bytes.reset(result.first);
    message_->size = result.second;
    return std::move(message_);
  }

  void ThrowDataCloneError(Local<String> message) override { ThrowCloneError(loop_, message); }

  Maybe<bool> WriteHostObject(Isolate* isolate, Local<Object> object) override {
    if (IsPort(loop_, object)) {
      for (size_t i = 0; i < ports_.size(); i++) {
        if (!ports_[i]->StrictEquals(object)) continue;
        serializer_.WriteUint32(static_cast<uint32_t>(HostObjectKind::kPort));
        serializer_.WriteUint32(static_cast<uint32_t>(i));
        return Just(true);
      }
      return ThrowNotListed();
    }
    if (IsHostObject(loop_, object)) return WriteScriptObject(isolate, object);
    // What is special only by its interceptors, as process.env is: a plain copy of what it shows.
    if (object->InternalFieldCount() == 0) return WritePlainCopy(isolate, object);
    Local<String> start =
        String::Concat(isolate, Literal(isolate, "#<"), object->GetConstructorName());
    ThrowCloneError(loop_,
                    String::Concat(isolate, start, Literal(isolate, "> could not be cloned.")));
    return Nothing<bool>();
  }

  Maybe<uint32_t> GetSharedArrayBufferId(Isolate*, Local<SharedArrayBuffer> buffer) override {
    std::shared_ptr<BackingStore> store = buffer->GetBackingStore();
    auto& stores = message_->shared_array_buffers;
    for (size_t i = 0; i < stores.size(); i++) {
      if (stores[i]->Data() == store->Data() && stores[i] == store) {
        return Just(static_cast<uint32_t>(i));
      }
    }
    stores.push_back(std::move(store));
    return Just(static_cast<uint32_t>(stores.size() - 1));
  }

  Maybe<uint32_t> GetWasmModuleTransferId(Isolate*, Local<v8::WasmModuleObject> module) override {
    message_->wasm_modules.push_back(module->GetCompiledModule());
    return Just(static_cast<uint32_t>(message_->wasm_modules.size() - 1));
  }

 private:
  Maybe<bool> ThrowNotListed() {
    ThrowTypeError(
        loop_->isolate(), "ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST",
        "Object that needs transfer was found in message but not listed in transferList");
    return Nothing<bool>();
  }

  bool AddTransferables(Local<Array> transfer, Port* source) {
    for (uint32_t i = 0; i < transfer->Length(); i++) {
      Local<Value> entry;
      if (!transfer->Get(context_, i).ToLocal(&entry)) return false;
      if (!AddTransferable(entry, source)) return false;
    }
    return true;
  }

  bool AddTransferable(Local<Value> entry, Port* source) {
    Isolate* isolate = loop_->isolate();
    if (entry->IsArrayBuffer()) {
      Local<ArrayBuffer> buffer = entry.As<ArrayBuffer>();
      // What can't be moved is copied like anything else.
      if (!buffer->IsDetachable() || IsUntransferable(context_, buffer)) return true;
      for (Local<ArrayBuffer> other : array_buffers_) {
        if (other->StrictEquals(buffer)) {
          ThrowCloneError(loop_, "Transfer list contains duplicate ArrayBuffer");
          return false;
        }
      }
      if (buffer->WasDetached()) {
        ThrowCloneError(loop_, "An ArrayBuffer is detached and could not be cloned.");
        return false;
      }
      serializer_.TransferArrayBuffer(static_cast<uint32_t>(array_buffers_.size()), buffer);
      array_buffers_.push_back(buffer);
      return true;
    }
    if (IsPort(loop_, entry)) return AddPort(entry.As<Object>(), source);
    if (IsHostObject(loop_, entry)) return AddScriptObject(entry.As<Object>(), source);
    ThrowTypeError(isolate, "ERR_INVALID_TRANSFER_OBJECT", "Found invalid object in transferList");
    return false;
  }

  bool AddPort(Local<Object> object, Port* source) {
    if (IsUntransferable(context_, object)) return true;
    for (Local<Object> other : ports_) {
      if (other->StrictEquals(object)) {
        ThrowCloneError(loop_, "Transfer list contains duplicate MessagePort");
        return false;
      }
    }
    Port* port = Port::From(object);
    if (port == nullptr || port->closing()) {
      ThrowCloneError(loop_, "MessagePort in transfer list is already detached");
      return false;
    }
    if (port == source) {
      ThrowCloneError(loop_, "Transfer list contains source port");
      return false;
    }
    ports_.push_back(object);
    return true;
  }

  bool AddScriptObject(Local<Object> object, Port* source) {
    Isolate* isolate = loop_->isolate();
    if (IsUntransferable(context_, object)) return true;
    for (Local<Object> other : script_objects_) {
      if (!other->StrictEquals(object)) continue;
      ThrowCloneError(loop_,
                      String::Concat(isolate, Literal(isolate, "Transfer list contains duplicate "),
                                     object->GetConstructorName()));
      return false;
    }
    Local<Value> argument = object;
    Local<Value> nested;
    if (!HookOf(loop_, Hook::kTransferList)
             ->Call(context_, v8::Undefined(isolate), 1, &argument)
             .ToLocal(&nested)) {
      return false;
    }
    if (!nested->IsArray()) {
      ThrowTypeError(isolate, "ERR_INVALID_TRANSFER_OBJECT",
                     "Found invalid object in transferList");
      return false;
    }
    script_objects_.push_back(object);
    return AddTransferables(nested.As<Array>(), source);
  }

  Maybe<bool> WriteScriptObject(Isolate* isolate, Local<Object> object) {
    bool listed = false;
    for (Local<Object> other : script_objects_) listed = listed || other->StrictEquals(object);
    Local<Value> argv[] = {object, v8::Boolean::New(isolate, listed)};
    Local<Value> result;
    if (!HookOf(loop_, Hook::kDescribe)
             ->Call(context_, v8::Undefined(isolate), 2, argv)
             .ToLocal(&result)) {
      return Nothing<bool>();
    }
    // It can be transferred, but not cloned.
    if (!result->IsArray()) return ThrowNotListed();
    Local<Value> info;
    Local<Value> data;
    Local<Value> detach;
    if (!result.As<Array>()->Get(context_, 0).ToLocal(&info) ||
        !result.As<Array>()->Get(context_, 1).ToLocal(&data) ||
        !result.As<Array>()->Get(context_, 2).ToLocal(&detach)) {
      return Nothing<bool>();
    }
    serializer_.WriteUint32(static_cast<uint32_t>(HostObjectKind::kScript));
    if (detach->IsFunction()) detachers_.emplace_back(isolate, detach.As<Function>());
    serializer_.WriteUint32(detach->IsFunction() ? static_cast<uint32_t>(detachers_.size() - 1)
                                                 : kNoDescriptor);
    if (serializer_.WriteValue(context_, info).IsNothing()) return Nothing<bool>();
    return serializer_.WriteValue(context_, data);
  }

  Maybe<bool> WritePlainCopy(Isolate* isolate, Local<Object> object) {
    Local<Array> keys;
    if (!object
             ->GetOwnPropertyNames(context_, v8::ONLY_ENUMERABLE,
                                   v8::KeyConversionMode::kConvertToString)
             .ToLocal(&keys)) {
      return Nothing<bool>();
    }
    Local<Object> copy = Object::New(isolate);
    for (uint32_t i = 0; i < keys->Length(); i++) {
      Local<Value> key;
      Local<Value> value;
      if (!keys->Get(context_, i).ToLocal(&key) || !object->Get(context_, key).ToLocal(&value) ||
          copy->CreateDataProperty(context_, key.As<v8::Name>(), value).IsNothing()) {
        return Nothing<bool>();
      }
    }
    serializer_.WriteUint32(static_cast<uint32_t>(HostObjectKind::kPlain));
    return serializer_.WriteValue(context_, copy);
  }

  EventLoop* const loop_;
  Local<Context> context_;
  std::shared_ptr<Message> message_;
  std::vector<Local<ArrayBuffer>> array_buffers_;
  std::vector<Local<Object>> ports_;
  std::vector<Local<Object>> script_objects_;
  // () -> the descriptor, which they then give up. V8 has handle scopes of its own around each
  // object that it writes.
  std::vector<Global<Function>> detachers_;
  v8::ValueSerializer serializer_;
};

MaybeLocal<Object> NewPort(EventLoop* loop, Local<Context> context,
                           std::unique_ptr<PortQueue> queue);

// Deserialises one message.
class Receiver final : public v8::ValueDeserializer::Delegate {
 public:
  Receiver(EventLoop* loop, Local<Context> context, Message* message)
      : loop_(loop),
        context_(context),
        message_(message),
        deserializer_(loop->isolate(), message->bytes.get(), message->size, this) {}

  // Empty with an exception pending. The message's ports and ArrayBuffers are used up.
  MaybeLocal<Value> Receive() {
    Isolate* isolate = loop_->isolate();
    ports_ = Array::New(isolate);
    for (uint32_t i = 0; i < message_->ports.size(); i++) {
      Local<Object> port;
      if (!NewPort(loop_, context_, std::move(message_->ports[i])).ToLocal(&port) ||
          ports_->Set(context_, i, port).IsNothing()) {
        return {};
      }
    }
    message_->ports.clear();
    for (uint32_t i = 0; i < message_->array_buffers.size(); i++) {
      deserializer_.TransferArrayBuffer(
          i, ArrayBuffer::New(isolate, std::move(message_->array_buffers[i])));
    }
    message_->array_buffers.clear();
    bool readable;
    Local<Value> value;
    if (!deserializer_.ReadHeader(context_).To(&readable) || !readable ||
        !deserializer_.ReadValue(context_).ToLocal(&value)) {
      return {};
    }
    return value;
  }

  // The ports that came with the message, in the order of the transfer list.
  Local<Array> ports() const { return ports_; }

  MaybeLocal<Object> ReadHostObject(Isolate* isolate) override {
    uint32_t kind;
    // Both come from Sender, in the same process.
    CHECK(deserializer_.ReadUint32(&kind));
    if (kind == static_cast<uint32_t>(HostObjectKind::kPort)) {
      uint32_t index;
      CHECK(deserializer_.ReadUint32(&index));
      Local<Value> port;
      if (!ports_->Get(context_, index).ToLocal(&port)) return {};
      return port.As<Object>();
    }
    if (kind == static_cast<uint32_t>(HostObjectKind::kPlain)) {
      Local<Value> copy;
      if (!deserializer_.ReadValue(context_).ToLocal(&copy)) return {};
      return copy.As<Object>();
    }
    uint32_t index;
    CHECK(deserializer_.ReadUint32(&index));
    CHECK(index == kNoDescriptor || index < message_->descriptors.size());
    int* descriptor = index == kNoDescriptor ? nullptr : &message_->descriptors[index];
    Local<Value> argv[3];
    if (!deserializer_.ReadValue(context_).ToLocal(&argv[0]) ||
        !deserializer_.ReadValue(context_).ToLocal(&argv[1])) {
      return {};
    }
    argv[2] = v8::Integer::New(isolate, descriptor == nullptr ? -1 : *descriptor);
    Local<Value> object;
    // V8 forbids JavaScript while it deserialises, except to whom it asks.
    Isolate::AllowJavascriptExecutionScope allowed(isolate);
    if (!HookOf(loop_, Hook::kRestore)
             ->Call(context_, v8::Undefined(isolate), 3, argv)
             .ToLocal(&object)) {
      return {};
    }
    CHECK(object->IsObject());
    if (descriptor != nullptr) *descriptor = -1;
    return object.As<Object>();
  }

  MaybeLocal<SharedArrayBuffer> GetSharedArrayBufferFromId(Isolate* isolate, uint32_t id) override {
    CHECK(id < message_->shared_array_buffers.size());
    return SharedArrayBuffer::New(isolate, message_->shared_array_buffers[id]);
  }

  MaybeLocal<v8::WasmModuleObject> GetWasmModuleFromId(Isolate* isolate, uint32_t id) override {
    CHECK(id < message_->wasm_modules.size());
    return v8::WasmModuleObject::FromCompiledModule(isolate, message_->wasm_modules[id]);
  }

 private:
  EventLoop* const loop_;
  Local<Context> context_;
  Message* const message_;
  Local<Array> ports_;
  v8::ValueDeserializer deserializer_;
};

// --- Delivery ------------------------------------------------------------------------------------

void CallDeliver(CallbackScope* scope, Local<Object> port, Event event, Local<Value> value,
                 Local<Value> ports) {
  EventLoop* loop = scope->loop();
  Local<Value> argv[] = {port, v8::Integer::New(loop->isolate(), static_cast<int32_t>(event)),
                         value, ports};
  scope->Call(HookOf(loop, Hook::kDeliver), v8::Undefined(loop->isolate()), 4, argv);
}

void DeliverMessage(EventLoop* loop, Local<Object> port, const Global<Value>* frame,
                    Message* message) {
  Isolate* isolate = loop->isolate();
  CallbackScope scope(loop, frame);
  v8::TryCatch try_catch(isolate);
  Receiver receiver(loop, scope.context(), message);
  Local<Value> value;
  const bool received = receiver.Receive().ToLocal(&value);
  Local<Value> error;
  if (!received) {
    // Terminated: there is nobody to tell.
    if (!try_catch.HasCaught() || !try_catch.CanContinue()) return;
    error = try_catch.Exception();
    try_catch.Reset();
  }
  if (received) {
    CallDeliver(&scope, port, Event::kMessage, value, receiver.ports());
  } else {
    CallDeliver(&scope, port, Event::kMessageError, error, Array::New(isolate));
  }
}

void Port::DeliverAll() {
  constexpr size_t kFewest = 1000;
  EventLoop* const loop = loop_;
  HandleScope handle_scope(loop->isolate());
  Local<Object> target = object();
  if (closing_) return;
  size_t left = std::max(queue_->messages.size(), kFewest);
  while (receiving_ || queue_->messages.empty()) {
    if (left-- == 0) {
      Wake();
      return;
    }
    HandleScope message_scope(loop->isolate());
    std::shared_ptr<Message> message = Take();
    if (message == nullptr) return;
    DeliverMessage(loop, target, &frame_, message.get());
    // The port may have been transferred: its object is cut off then, and it is gone.
    if (loop->stopping() || Port::From(target) != this) return;
  }
}

void Port::FinishClosing() {
  EventLoop* const loop = loop_;
  HandleScope handle_scope(loop->isolate());
  Local<Object> target = object();
  Global<Value> frame = std::move(frame_);
  queue_->LeaveGroup(Tell::kOthers);
  // The port goes first, so that the event sees one that is closed for good.
  Destroy();
  if (loop->stopping()) return;
  CallbackScope scope(loop, &frame);
  CallDeliver(&scope, target, Event::kClose, v8::Undefined(loop->isolate()),
              v8::Undefined(loop->isolate()));
}

void Hub::Deliver() {
  // In the order in which the ports were made. What is scheduled meanwhile has its turn in the next
  // iteration of the loop.
  std::sort(ready_.begin(), ready_.end(),
            [](const Port* a, const Port* b) { return a->serial() < b->serial(); });
  for (size_t count = ready_.size(); count > 0 && !ready_.empty(); count--) {
    Port* port = ready_.front();
    ready_.pop_front();
    port->BeginTurn();
    port->DeliverAll();
    if (loop()->stopping()) return;
  }
}

// --- Functions for lib/ --------------------------------------------------------------------------

// Gives out the internal-field objects of `holder`, making the template at the first use.
Local<v8::FunctionTemplate> TemplateOf(Isolate* isolate, Global<v8::FunctionTemplate>* holder) {
  if (holder->IsEmpty()) {
    Local<v8::FunctionTemplate> made = v8::FunctionTemplate::New(isolate);
    made->InstanceTemplate()->SetInternalFieldCount(1);
    holder->Reset(isolate, made);
  }
  return holder->Get(isolate);
}

MaybeLocal<Object> NewPort(EventLoop* loop, Local<Context> context,
                           std::unique_ptr<PortQueue> queue) {
  Isolate* isolate = loop->isolate();
  Local<Object> object;
  if (!TemplateOf(isolate, &DataOf(loop)->port_template)
           ->InstanceTemplate()
           ->NewInstance(context)
           .ToLocal(&object)) {
    return {};
  }
  // It owns itself from here on, and goes with its object or when it is closed.
  new Port(loop, object, std::move(queue));
  Local<Value> argument = object;
  if (HookOf(loop, Hook::kInitializePort)
          ->Call(context, v8::Undefined(isolate), 1, &argument)
          .IsEmpty()) {
    return {};
  }
  return object;
}

// (hook functions in the order of Hook) -> undefined
void InitializeHooks(const Arguments& args) {
  MessagingData* data = DataOf(LoopOf(args));
  for (size_t i = 0; i < data->hooks.size(); i++) {
    CHECK(args[static_cast<int>(i)]->IsFunction());
    data->hooks[i].Reset(args.GetIsolate(), args[static_cast<int>(i)].As<Function>());
  }
}

// (prototype) -> an object that structured clone leaves to us
void CreateHostObject(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<Context> context = isolate->GetCurrentContext();
  Local<Object> object;
  if (!TemplateOf(isolate, &DataOf(LoopOf(args))->host_object_template)
           ->InstanceTemplate()
           ->NewInstance(context)
           .ToLocal(&object)) {
    return;
  }
  object->SetAlignedPointerInInternalField(0, nullptr);
  if (object->SetPrototype(context, args[0]).IsNothing()) return;
  args.GetReturnValue().Set(object);
}

// (value, transfer array) -> clone
void StructuredClone(const Arguments& args) {
  EventLoop* loop = LoopOf(args);
  Local<Context> context = args.GetIsolate()->GetCurrentContext();
  CHECK(args[1]->IsArray());
  Sender sender(loop, context);
  std::shared_ptr<Message> message = sender.Send(args[0], args[1].As<Array>(), nullptr);
  if (message == nullptr) return;
  Receiver receiver(loop, context, message.get());
  Local<Value> clone;
  if (receiver.Receive().ToLocal(&clone)) args.GetReturnValue().Set(clone);
}

// () -> [port, port]
void CreateChannel(const Arguments& args) {
  EventLoop* loop = LoopOf(args);
  Local<Context> context = args.GetIsolate()->GetCurrentContext();
  auto group = std::make_shared<PortGroup>();
  auto first = std::make_unique<PortQueue>(group);
  auto second = std::make_unique<PortQueue>(group);
  Local<Object> ports[2];
  if (!NewPort(loop, context, std::move(first)).ToLocal(&ports[0]) ||
      !NewPort(loop, context, std::move(second)).ToLocal(&ports[1])) {
    return;
  }
  Local<Value> elements[] = {ports[0], ports[1]};
  args.GetReturnValue().Set(Array::New(args.GetIsolate(), elements, 2));
}

// (name) -> port
void CreateBroadcast(const Arguments& args) {
  EventLoop* loop = LoopOf(args);
  MessagingData* data = DataOf(loop);
  // Never empty: that would mean a channel of two.
  std::string name = ToUtf8(args.GetIsolate(), args[0]);
  name.insert(name.begin(), '#');
  std::shared_ptr<PortGroup> group = data->broadcasts[name].lock();
  if (group == nullptr) {
    std::erase_if(data->broadcasts, [](const auto& entry) { return entry.second.expired(); });
    group = std::make_shared<PortGroup>();
    group->name = name;
    data->broadcasts[name] = group;
  }
  Local<Object> port;
  if (NewPort(loop, args.GetIsolate()->GetCurrentContext(),
              std::make_unique<PortQueue>(std::move(group)))
          .ToLocal(&port)) {
    args.GetReturnValue().Set(port);
  }
}

// The port that is argument 0; false with an exception pending when it is none at all.
bool PortArgument(const Arguments& args, Port** port) {
  if (!IsPort(LoopOf(args), args[0])) {
    args.GetIsolate()->ThrowException(
        v8::Exception::TypeError(Literal(args.GetIsolate(), "Illegal invocation")));
    return false;
  }
  *port = Port::From(args[0].As<Object>());
  return true;
}

// (value) -> boolean
void IsMessagePort(const Arguments& args) {
  args.GetReturnValue().Set(IsPort(LoopOf(args), args[0]));
}

// (port, value, transfer array) -> true; undefined for a port that is closed; null when the port
// moved to itself and the channel is lost
void PostMessage(const Arguments& args) {
  EventLoop* loop = LoopOf(args);
  Local<Context> context = args.GetIsolate()->GetCurrentContext();
  Port* port;
  if (!PortArgument(args, &port)) return;
  CHECK(args[2]->IsArray());
  // The message is made even if nobody will get it: its errors and transfers are observable.
  Sender sender(loop, context);
  std::shared_ptr<Message> message = sender.Send(args[1], args[2].As<Array>(), port);
  if (message == nullptr) return;
  port = Port::From(args[0].As<Object>());  // a getter of the value may have closed it
  if (port == nullptr || port->closing()) return;
  bool to_itself = false;
  for (const auto& moved : message->ports) {
    moved->ForEachOther([&](PortQueue* other) { to_itself |= other == port->queue(); });
  }
  if (to_itself) {
    port->Close();
    args.GetReturnValue().SetNull();
    return;
  }
  port->queue()->ForEachOther([&](PortQueue* other) { other->Push(message); });
  args.GetReturnValue().Set(true);
}

// (port) -> undefined
void Start(const Arguments& args) {
  Port* port;
  if (PortArgument(args, &port) && port != nullptr) port->SetReceiving(true);
}

// (port) -> undefined
void Stop(const Arguments& args) {
  Port* port;
  if (PortArgument(args, &port) && port != nullptr) port->SetReceiving(false);
}

// (port) -> undefined
void ClosePort(const Arguments& args) {
  Port* port;
  if (PortArgument(args, &port) && port != nullptr) port->Close();
}

// (port, ref) -> undefined
void SetRef(const Arguments& args) {
  Port* port;
  if (PortArgument(args, &port) && port != nullptr) port->SetRef(BooleanArgument(args, 1));
}

// (port) -> boolean
void HasRef(const Arguments& args) {
  Port* port;
  if (PortArgument(args, &port)) {
    args.GetReturnValue().Set(port != nullptr && port->has_ref());
  }
}

// (port) -> whether it is open
void IsActive(const Arguments& args) {
  Port* port;
  if (PortArgument(args, &port)) {
    args.GetReturnValue().Set(port != nullptr && !port->closing());
  }
}

// (port, holder array) -> whether there was a message; it is the holder's first element then
void ReceiveMessage(const Arguments& args) {
  EventLoop* loop = LoopOf(args);
  Local<Context> context = args.GetIsolate()->GetCurrentContext();
  Port* port;
  if (!PortArgument(args, &port)) return;
  args.GetReturnValue().Set(false);
  if (port == nullptr || port->closing()) return;
  std::shared_ptr<Message> message = port->Take();
  if (message == nullptr) return;
  Receiver receiver(loop, context, message.get());
  Local<Value> value;
  if (!receiver.Receive().ToLocal(&value)) return;
  if (args[1].As<Array>()->Set(context, 0, value).IsNothing()) return;
  args.GetReturnValue().Set(true);
}

constexpr FunctionSpec kFunctions[] = {
    {"initialize", InitializeHooks},
    {"createHostObject", CreateHostObject},
    {"structuredClone", StructuredClone},
    {"createChannel", CreateChannel},
    {"createBroadcast", CreateBroadcast},
    {"isMessagePort", IsMessagePort, SideEffect::kNone},
    {"postMessage", PostMessage},
    {"start", Start},
    {"stop", Stop},
    {"close", ClosePort},
    {"setRef", SetRef},
    {"hasRef", HasRef, SideEffect::kNone},
    {"isActive", IsActive, SideEffect::kNone},
    {"receiveMessage", ReceiveMessage},
};

}  // namespace

const BindingSpec kMessagingBinding = {"messaging", kFunctions, nullptr,
                                       SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
