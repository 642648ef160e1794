// SPDX-License-Identifier: MIT
//
// binding('crypto'): digests, HMACs, ciphers, random bytes and keys out of passwords. The work is
// done by OpenSSL, which stands in a library of its own (crypto/crypto_api.h) that load() brings
// in; lib/ calls load() before anything else.
//
// Digests and ciphers go by number: lib/ asks for the number of a name once and keeps it. Functions
// that take a `completion` serve three forms by it: undefined computes at once and throws, a
// function is called as completion(error or null, result) after a job on the worker pool, true
// returns a promise of that.

#include <uv.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bindings/binding.h"
#include "bindings/buffer.h"
#include "bindings/crypto_library.h"
#include "crypto/crypto_api.h"
#include "engine/intrusive_list.h"
#include "loop/request.h"

namespace gyre {

using crypto::Bytes;
using crypto::CryptoApi;
using v8::Array;
using v8::Context;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Number;
using v8::Object;
using v8::ObjectTemplate;
using v8::Promise;
using v8::String;
using v8::Value;

namespace {

// --- The library ---------------------------------------------------------------------------------

// Set by load(), constant from then on.
const CryptoApi* api = nullptr;

// --- Errors --------------------------------------------------------------------------------------

// What OpenSSL had to say about a failure, taken from its thread.
struct Failure {
  std::vector<crypto::ErrorInfo> errors;  // the oldest first, which is the cause

  static Failure Take() {
    Failure failure;
    crypto::ErrorInfo info;
    while (api->next_error(&info) != 0) failure.errors.push_back(info);
    return failure;
  }

  // An Error with code, library, reason, and opensslErrorStack where there was more than one.
  Local<Value> ToError(Isolate* isolate, const char* otherwise) const {
    if (errors.empty()) return v8::Exception::Error(NewShortString(isolate, otherwise));
    Local<Context> context = isolate->GetCurrentContext();
    const crypto::ErrorInfo& cause = errors.front();
    Local<Object> error =
        v8::Exception::Error(NewShortString(isolate, cause.text)).template As<Object>();
    if (errors.size() > 1) {
      std::vector<Local<Value>> rest;
      for (size_t i = errors.size() - 1; i > 0; i--) {
        rest.push_back(NewShortString(isolate, errors[i].text));
      }
      Set(context, error, "opensslErrorStack", Array::New(isolate, rest.data(), rest.size()));
    }
    if (cause.library != nullptr) {
      Set(context, error, "library", NewShortString(isolate, cause.library));
    }
    if (cause.reason != nullptr) {
      Set(context, error, "reason", NewShortString(isolate, cause.reason));
      std::string code = std::string("ERR_") + cause.prefix;
      for (const char* c = cause.reason; *c != '\0'; c++) {
        code += *c == ' ' ? '_' : *c >= 'a' && *c <= 'z' ? static_cast<char>(*c - 'a' + 'A') : *c;
      }
      Set(context, error, "code", NewShortString(isolate, code));
    }
    return error;
  }
};

void ThrowFailure(Isolate* isolate, const char* otherwise) {
  isolate->ThrowException(Failure::Take().ToError(isolate, otherwise));
}

// --- State of a realm ----------------------------------------------------------------------------

struct DigestEntry {
  crypto::Digest* digest;
  // A state that was used for this digest and waits to be used again: making one costs as much as
  // hashing a few hundred bytes.
  crypto::Hash* spare = nullptr;
};

// A C++ object that belongs to a JavaScript object. Freed when that is collected, when it has done
// its work, or with the realm.
class Native : public ListNode {
 public:
  enum class Kind { kHash, kHmac, kCipher };
  virtual ~Native() = default;
  Kind kind() const { return kind_; }

 protected:
  Native(Isolate* isolate, Local<Object> holder, Kind kind);

  // The holder no longer has this object, which is deleted.
  void Release(Isolate* isolate) {
    holder_.Get(isolate)->SetAlignedPointerInInternalField(0, nullptr);
    delete this;
  }

 private:
  const Kind kind_;
  v8::Global<Object> holder_;
};

// Random bytes in advance: OpenSSL's generator takes microseconds to be asked, however little it is
// asked for. What was handed out is overwritten at once.
class RandomPool {
 public:
  static constexpr size_t kMaxTaken = 256;

  ~RandomPool() { api->cleanse(bytes_, sizeof(bytes_)); }

  // REQUIRES: `size` is at most kMaxTaken. Returns 1 for success.
  int Take(uint8_t* out, size_t size) {
    if (size == 0) return 1;  // `out` may be null
    if (left_ < size) {
      if (api->random(bytes_, sizeof(bytes_)) != 1) return 0;
      left_ = sizeof(bytes_);
    }
    left_ -= size;
    memcpy(out, bytes_ + left_, size);
    api->cleanse(bytes_ + left_, size);
    return 1;
  }

 private:
  size_t left_ = 0;
  uint8_t bytes_[4096];
};

struct CryptoData {
  RandomPool random;
  std::vector<DigestEntry> digests;
  std::vector<crypto::Cipher*> ciphers;
  v8::Global<ObjectTemplate> holder_template;
  IntrusiveList<Native> natives;

  ~CryptoData() {
    natives.ForEach([](Native* native) { delete native; });
    for (DigestEntry& entry : digests) {
      if (entry.spare != nullptr) api->free_hash(entry.spare);
      api->free_digest(entry.digest);
    }
    for (crypto::Cipher* cipher : ciphers) api->free_cipher(cipher);
  }
};

CryptoData* DataOf(Isolate* isolate) {
  return EventLoop::From(isolate)->binding_data<CryptoData>();
}

Native::Native(Isolate* isolate, Local<Object> holder, Kind kind)
    : kind_(kind), holder_(isolate, holder) {
  holder->SetAlignedPointerInInternalField(0, this);
  holder_.SetWeak(
      this, [](const v8::WeakCallbackInfo<Native>& info) { delete info.GetParameter(); },
      v8::WeakCallbackType::kParameter);
  DataOf(isolate)->natives.PushBack(this);
}

// A JavaScript object with one internal field; empty only while JavaScript is being terminated.
v8::MaybeLocal<Object> NewHolder(Isolate* isolate) {
  CryptoData* data = DataOf(isolate);
  if (data->holder_template.IsEmpty()) {
    Local<ObjectTemplate> made = ObjectTemplate::New(isolate);
    made->SetInternalFieldCount(1);
    data->holder_template.Reset(isolate, made);
  }
  return data->holder_template.Get(isolate)->NewInstance(isolate->GetCurrentContext());
}

// The native object of a holder; nullptr when it has been released.
template <typename T>
T* NativeOf(const Arguments& args, int index) {
  CHECK(args[index]->IsObject());
  Local<Object> holder = args[index].As<Object>();
  CHECK_EQ(holder->InternalFieldCount(), 1);
  auto* native = static_cast<Native*>(holder->GetAlignedPointerFromInternalField(0));
  if (native == nullptr) return nullptr;
  CHECK(native->kind() == T::kKind);
  return static_cast<T*>(native);
}

DigestEntry* DigestArgument(const Arguments& args, int index) {
  uint32_t number = Uint32Argument(args, index);
  CryptoData* data = DataOf(args.GetIsolate());
  CHECK(number < data->digests.size());
  return &data->digests[number];
}

crypto::Cipher* CipherArgument(const Arguments& args, int index) {
  uint32_t number = Uint32Argument(args, index);
  CryptoData* data = DataOf(args.GetIsolate());
  CHECK(number < data->ciphers.size());
  return data->ciphers[number];
}

// --- Input and output ----------------------------------------------------------------------------

// The bytes of a string (as UTF-8) or view. Valid as long as the object, until JavaScript runs.
class Input {
 public:
  Input(Isolate* isolate, Local<Value> value) {
    if (!value->IsString()) {
      std::span<uint8_t> view = BytesOf(value);
      bytes_ = {view.data(), view.size()};
      return;
    }
    constexpr int kFlags = String::NO_NULL_TERMINATION | String::REPLACE_INVALID_UTF8;
    Local<String> text = value.As<String>();
    int length = text->Length();
    char* target = local_;
    int capacity = static_cast<int>(sizeof(local_));
    // A unit becomes three bytes at most.
    if (length > capacity / 3) {
      capacity = text->Utf8Length(isolate);
      heap_.reset(new char[static_cast<size_t>(capacity)]);
      target = heap_.get();
    }
    int written = text->WriteUtf8(isolate, target, capacity, nullptr, kFlags);
    bytes_ = {reinterpret_cast<const uint8_t*>(target), static_cast<size_t>(written)};
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  operator Bytes() const { return bytes_; }  // NOLINT: stands for its bytes

 private:
  Bytes bytes_;
  std::unique_ptr<char[]> heap_;
  char local_[3 * 1024];
};

// A copy for another thread, overwritten in the end as it may be a secret.
class Secret {
 public:
  Secret(Isolate* isolate, Local<Value> value) {
    Input input(isolate, value);
    Bytes bytes = input;
    bytes_.assign(bytes.data, bytes.data + bytes.size);
  }
  Secret(Secret&&) = default;
  ~Secret() {
    if (!bytes_.empty()) api->cleanse(bytes_.data(), bytes_.size());
  }

  operator Bytes() const { return {bytes_.data(), bytes_.size()}; }  // NOLINT: stands for its bytes

 private:
  std::vector<uint8_t> bytes_;
};

// Memory that becomes a Buffer.
class Output {
 public:
  explicit Output(size_t size)
      : data_(static_cast<uint8_t*>(malloc(size == 0 ? 1 : size))), size_(size) {}
  Output(Output&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(other.size_) {}
  Output& operator=(const Output&) = delete;
  ~Output() { free(data_); }

  // nullptr when there was not as much memory.
  uint8_t* data() const { return data_; }
  size_t size() const { return size_; }
  void Shrink(size_t size) { size_ = size; }

  Local<Value> ToBuffer(EventLoop* loop) {
    return NewBuffer(loop, std::exchange(data_, nullptr), size_);
  }

 private:
  uint8_t* data_;
  size_t size_;
};

void ThrowOutOfMemory(Isolate* isolate) {
  ThrowError(isolate, "ERR_MEMORY_ALLOCATION_FAILED", "Failed to allocate memory");
}

// Returns `bytes` as what argument `index` asks for: the number of an encoding, or undefined for a
// Buffer.
void ReturnBytes(const Arguments& args, int index, Bytes bytes) {
  Isolate* isolate = args.GetIsolate();
  if (args[index]->IsUndefined()) {
    args.GetReturnValue().Set(CopyToBuffer(LoopOf(args), {bytes.data, bytes.size}));
    return;
  }
  auto encoding = static_cast<encoding::Encoding>(Uint32Argument(args, index));
  Local<String> text;
  if (DecodeBytes(isolate, {bytes.data, bytes.size}, encoding).ToLocal(&text)) {
    args.GetReturnValue().Set(text);
  }
}

// Room for what a digest gives: on the stack, save for extendable ones.
class DigestOutput {
 public:
  explicit DigestOutput(size_t size) : size_(size) {
    if (size > sizeof(local_)) heap_ = std::make_unique<uint8_t[]>(size);
  }
  uint8_t* data() { return heap_ != nullptr ? heap_.get() : local_; }
  Bytes bytes() { return {data(), size_}; }

 private:
  size_t size_;
  std::unique_ptr<uint8_t[]> heap_;
  uint8_t local_[64];
};

// --- Jobs for the worker pool --------------------------------------------------------------------

// A Job has: int Run(), on any thread, 1 for success; Local<Value> Result(EventLoop*), on the
// loop's thread; and kFailed, what to say if OpenSSL says nothing.
template <typename Job>
class CryptoRequest final : public CallbackRequest<uv_work_t> {
 public:
  CryptoRequest(EventLoop* loop, Local<Object> completion, Job&& job)
      : CallbackRequest(loop, completion), job_(std::move(job)) {}

  const char* resource_name() const override { return Job::kResourceName; }

  void Start() {
    int status = uv_queue_work(
        loop()->uv(), uv_request(),
        [](uv_work_t* work) {
          auto* self = From<CryptoRequest>(work);
          self->succeeded_ = self->job_.Run() == 1;
          if (!self->succeeded_) self->failure_ = Failure::Take();
        },
        [](uv_work_t* work, int work_status) {
          auto* self = From<CryptoRequest>(work);
          self->Finish(work_status);
          delete self;
        });
    CHECK_EQ(status, 0);  // fails only without a work callback
  }

 private:
  void Finish(int status) {
    Complete([&](Local<Context> context) -> Outcome {
      Isolate* isolate = context->GetIsolate();
      if (status == UV_ECANCELED) return {NewUvException(isolate, status, "work"), {}};
      if (!succeeded_) return {failure_.ToError(isolate, Job::kFailed), {}};
      return {{}, job_.Result(loop())};
    });
  }

  Job job_;
  // Written on the pool's thread, read after it is done.
  bool succeeded_ = false;
  Failure failure_;
};

// Runs a job in the form that argument `index` asks for.
template <typename Job>
void RunJob(const Arguments& args, int index, Job job) {
  Isolate* isolate = args.GetIsolate();
  Local<Value> completion = args[index];
  if (completion->IsUndefined()) {
    if (job.Run() != 1) return ThrowFailure(isolate, Job::kFailed);
    args.GetReturnValue().Set(job.Result(LoopOf(args)));
    return;
  }
  Local<Object> target;
  if (completion->IsTrue()) {
    Local<Promise::Resolver> resolver;
    if (!Promise::Resolver::New(isolate->GetCurrentContext()).ToLocal(&resolver)) return;
    args.GetReturnValue().Set(resolver->GetPromise());
    target = resolver;
  } else {
    CHECK(completion->IsFunction());
    target = completion.As<Object>();
  }
  (new CryptoRequest<Job>(LoopOf(args), target, std::move(job)))->Start();
}

struct RandomJob {
  static constexpr const char* kResourceName = "RANDOMBYTESREQUEST";
  static constexpr const char* kFailed = "Random bytes could not be generated";
  std::shared_ptr<v8::BackingStore> store;  // keeps `bytes` if the buffer is detached or collected
  std::span<uint8_t> bytes;

  int Run() { return api->random(bytes.data(), bytes.size()); }
  Local<Value> Result(EventLoop* loop) { return v8::Undefined(loop->isolate()); }
};

struct Pbkdf2Job {
  static constexpr const char* kResourceName = "PBKDF2REQUEST";
  static constexpr const char* kFailed = "Deriving bits failed";
  crypto::Digest* digest;
  Secret password;
  Secret salt;
  uint32_t iterations;
  Output out;

  int Run() { return api->pbkdf2(digest, password, salt, iterations, out.data(), out.size()); }
  Local<Value> Result(EventLoop* loop) { return out.ToBuffer(loop); }
};

struct ScryptJob {
  static constexpr const char* kResourceName = "SCRYPTREQUEST";
  static constexpr const char* kFailed = "Deriving bits failed";
  Secret password;
  Secret salt;
  uint64_t n, r, p, max_memory;
  Output out;

  int Run() { return api->scrypt(password, salt, n, r, p, max_memory, out.data(), out.size()); }
  Local<Value> Result(EventLoop* loop) { return out.ToBuffer(loop); }
};

struct HkdfJob {
  static constexpr const char* kResourceName = "HKDFREQUEST";
  static constexpr const char* kFailed = "Deriving bits failed";
  crypto::Digest* digest;
  Secret key;
  Secret salt;
  Secret info;
  Output out;

  int Run() { return api->hkdf(digest, key, salt, info, out.data(), out.size()); }
  Local<Value> Result(EventLoop* loop) { return out.ToBuffer(loop); }
};

struct DigestJob {
  static constexpr const char* kResourceName = "HASHREQUEST";
  static constexpr const char* kFailed = "Hash update failed";
  crypto::Digest* digest;
  Secret data;
  Output out;

  int Run() {
    crypto::Hash* hash = api->new_hash();
    int ok = hash != nullptr && api->start_hash(hash, digest) && api->update_hash(hash, data) &&
             api->finish_hash(hash, out.data(), out.size());
    api->free_hash(hash);
    return ok;
  }
  Local<Value> Result(EventLoop* loop) { return out.ToBuffer(loop); }
};

// --- One function per exported name: the library, names ------------------------------------------

// () -> undefined; throws when the library is not there
void Load(const Arguments& args) {
  std::string problem = LoadCryptoLibrary(LoopOf(args)->host()->process_info().exec_path);
  if (!problem.empty()) {
    ThrowError(args.GetIsolate(), "ERR_NO_CRYPTO", "Cryptography is not available: " + problem);
    return;
  }
  api = CryptoLibrary();
}

// () -> { name: number }: OpenSSL's, as far as Node has them
void Constants(const Arguments& args) {
  struct Table {
    Local<Context> context;
    Local<Object> object;
  } table{args.GetIsolate()->GetCurrentContext(), Object::New(args.GetIsolate())};
  api->visit_constants(
      [](const char* name, double value, void* data) {
        auto* to = static_cast<Table*>(data);
        Set(to->context, to->object, name, Number::New(to->context->GetIsolate(), value));
      },
      &table);
  args.GetReturnValue().Set(table.object);
}

// (name) -> number; undefined when there is no such digest; throws when OpenSSL will not do it
void FindDigest(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::string name = ToUtf8(isolate, args[0]);
  // A NUL would cut the name.
  if (name.find('\0') != std::string::npos) return;
  crypto::Digest* digest = api->find_digest(name.c_str());
  if (digest == nullptr) {
    Failure failure = Failure::Take();
    if (!failure.errors.empty()) isolate->ThrowException(failure.ToError(isolate, ""));
    return;
  }
  // Another spelling finds the same digest.
  std::vector<DigestEntry>& digests = DataOf(isolate)->digests;
  uint32_t number = 0;
  while (number < digests.size() && digests[number].digest != digest) number++;
  if (number == digests.size()) {
    digests.push_back({digest});
  } else {
    api->free_digest(digest);
  }
  args.GetReturnValue().Set(number);
}

// (digest) -> size in bytes
void DigestSize(const Arguments& args) {
  args.GetReturnValue().Set(
      static_cast<uint32_t>(api->digest_size(DigestArgument(args, 0)->digest)));
}

void ReturnNames(const Arguments& args, void (*visit)(crypto::NameVisitor, void*)) {
  struct Names {
    Isolate* isolate;
    std::vector<Local<Value>> list;
  } names{args.GetIsolate(), {}};
  visit(
      [](const char* name, void* data) {
        auto* to = static_cast<Names*>(data);
        to->list.push_back(NewShortString(to->isolate, name));
      },
      &names);
  args.GetReturnValue().Set(Array::New(names.isolate, names.list.data(), names.list.size()));
}

// () -> names of the digests, in every spelling
void DigestNames(const Arguments& args) { ReturnNames(args, api->visit_digests); }

// () -> names of the ciphers, in every spelling
void CipherNames(const Arguments& args) { ReturnNames(args, api->visit_ciphers); }

// --- Hash ----------------------------------------------------------------------------------------

class HashObject final : public Native {
 public:
  static constexpr Kind kKind = Kind::kHash;
  HashObject(Isolate* isolate, Local<Object> holder, uint32_t of, crypto::Hash* begun, size_t bytes)
      : Native(isolate, holder, kKind), digest(of), size(bytes), state(begun) {}
  ~HashObject() override { api->free_hash(state); }

  // Ends its life after the digest was taken, and keeps what can be used again.
  void Done(Isolate* isolate) {
    DigestEntry& entry = DataOf(isolate)->digests[digest];
    if (entry.spare == nullptr) entry.spare = std::exchange(state, nullptr);
    Release(isolate);
  }

  const uint32_t digest;
  const size_t size;
  crypto::Hash* state;
};

crypto::Hash* TakeHash(DigestEntry* entry) {
  return entry->spare != nullptr ? std::exchange(entry->spare, nullptr) : api->new_hash();
}

// Wraps a begun state.
void ReturnHash(const Arguments& args, uint32_t digest, crypto::Hash* state, size_t size) {
  Isolate* isolate = args.GetIsolate();
  Local<Object> holder;
  if (!NewHolder(isolate).ToLocal(&holder)) {
    api->free_hash(state);
    return;
  }
  new HashObject(isolate, holder, digest, state, size);
  args.GetReturnValue().Set(holder);
}

// The size in argument `index`, or the digest's own if that is undefined; false if it threw.
bool OutputSize(const Arguments& args, int index, const crypto::Digest* digest, size_t* size) {
  *size = api->digest_size(digest);
  if (args[index]->IsUndefined()) return true;
  *size = Uint32Argument(args, index);
  if (api->check_digest_size(digest, *size) == 1) return true;
  ThrowFailure(args.GetIsolate(), "Unsupported output length");
  return false;
}

// (digest, output size or undefined) -> hash
void NewHash(const Arguments& args) {
  DigestEntry* entry = DigestArgument(args, 0);
  size_t size;
  if (!OutputSize(args, 1, entry->digest, &size)) return;
  crypto::Hash* state = TakeHash(entry);
  if (state == nullptr || api->start_hash(state, entry->digest) != 1) {
    api->free_hash(state);
    return ThrowFailure(args.GetIsolate(), "Digest method not supported");
  }
  ReturnHash(args, Uint32Argument(args, 0), state, size);
}

// (hash, output size or undefined) -> hash with the same state. Without a size it is the digest's
// own.
void CopyHash(const Arguments& args) {
  auto* from = NativeOf<HashObject>(args, 0);
  CHECK_NOT_NULL(from);
  size_t size;
  if (!OutputSize(args, 1, DataOf(args.GetIsolate())->digests[from->digest].digest, &size)) return;
  crypto::Hash* state = api->new_hash();
  if (state == nullptr || api->copy_hash(state, from->state) != 1) {
    api->free_hash(state);
    return ThrowFailure(args.GetIsolate(), "Digest copy error");
  }
  ReturnHash(args, from->digest, state, size);
}

// (hash, string or bytes) -> whether it worked
void UpdateHash(const Arguments& args) {
  auto* hash = NativeOf<HashObject>(args, 0);
  CHECK_NOT_NULL(hash);
  Input input(args.GetIsolate(), args[1]);
  args.GetReturnValue().Set(api->update_hash(hash->state, input) == 1);
}

// (hash, encoding or undefined) -> string or Buffer. The hash can't be used any more.
void FinishHash(const Arguments& args) {
  auto* hash = NativeOf<HashObject>(args, 0);
  CHECK_NOT_NULL(hash);
  DigestOutput out(hash->size);
  if (api->finish_hash(hash->state, out.data(), hash->size) != 1) {
    return ThrowFailure(args.GetIsolate(), "Digest could not be finished");
  }
  hash->Done(args.GetIsolate());
  ReturnBytes(args, 1, out.bytes());
}

// (digest, string or bytes, encoding or undefined) -> string or Buffer
void HashOnce(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  DigestEntry* entry = DigestArgument(args, 0);
  Input input(isolate, args[1]);
  size_t size = api->digest_size(entry->digest);
  DigestOutput out(size);
  crypto::Hash* state = TakeHash(entry);
  if (state == nullptr || api->start_hash(state, entry->digest) != 1 ||
      api->update_hash(state, input) != 1 || api->finish_hash(state, out.data(), size) != 1) {
    api->free_hash(state);
    return ThrowFailure(isolate, "Digest method not supported");
  }
  entry->spare = state;
  ReturnBytes(args, 2, out.bytes());
}

// (digest, bytes, completion) -> Buffer over memory of its own
void HashJob(const Arguments& args) {
  crypto::Digest* digest = DigestArgument(args, 0)->digest;
  Output out(api->digest_size(digest));
  if (out.data() == nullptr) return ThrowOutOfMemory(args.GetIsolate());
  RunJob(args, 2, DigestJob{digest, Secret(args.GetIsolate(), args[1]), std::move(out)});
}

// --- HMAC ----------------------------------------------------------------------------------------

class HmacObject final : public Native {
 public:
  static constexpr Kind kKind = Kind::kHmac;
  HmacObject(Isolate* isolate, Local<Object> holder, crypto::Hmac* begun, size_t bytes)
      : Native(isolate, holder, kKind), state(begun), size(bytes) {}
  ~HmacObject() override { api->free_hmac(state); }
  void Done(Isolate* isolate) { Release(isolate); }

  crypto::Hmac* const state;
  const size_t size;
};

// (digest, key as bytes or string) -> hmac
void NewHmac(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  crypto::Digest* digest = DigestArgument(args, 0)->digest;
  Input key(isolate, args[1]);
  crypto::Hmac* state = api->new_hmac(digest, key);
  if (state == nullptr) return ThrowFailure(isolate, "HMAC could not be initialised");
  Local<Object> holder;
  if (!NewHolder(isolate).ToLocal(&holder)) {
    api->free_hmac(state);
    return;
  }
  new HmacObject(isolate, holder, state, api->digest_size(digest));
  args.GetReturnValue().Set(holder);
}

// (hmac, string or bytes) -> whether it worked
void UpdateHmac(const Arguments& args) {
  auto* hmac = NativeOf<HmacObject>(args, 0);
  CHECK_NOT_NULL(hmac);
  Input input(args.GetIsolate(), args[1]);
  args.GetReturnValue().Set(api->update_hmac(hmac->state, input) == 1);
}

// (hmac, encoding or undefined) -> string or Buffer. The hmac can't be used any more.
void FinishHmac(const Arguments& args) {
  auto* hmac = NativeOf<HmacObject>(args, 0);
  CHECK_NOT_NULL(hmac);
  DigestOutput out(hmac->size);
  if (api->finish_hmac(hmac->state, out.data(), hmac->size) != 1) {
    return ThrowFailure(args.GetIsolate(), "HMAC could not be finished");
  }
  hmac->Done(args.GetIsolate());
  ReturnBytes(args, 1, out.bytes());
}

// --- Random bytes, comparison, derived keys ------------------------------------------------------

// (buffer or view, offset, size in bytes, completion)
void RandomFill(const Arguments& args) {
  Local<Value> target = args[0];
  std::span<uint8_t> bytes = BytesOf(target);
  auto offset = static_cast<size_t>(NumberArgument(args, 1));
  auto size = static_cast<size_t>(NumberArgument(args, 2));
  CHECK(offset <= bytes.size() && size <= bytes.size() - offset);
  if (args[3]->IsUndefined()) {
    uint8_t* out = bytes.data() + offset;
    int ok = size <= RandomPool::kMaxTaken ? DataOf(args.GetIsolate())->random.Take(out, size)
                                           : api->random(out, size);
    if (ok != 1) ThrowFailure(args.GetIsolate(), RandomJob::kFailed);
    return;
  }
  std::shared_ptr<v8::BackingStore> store;
  if (target->IsArrayBufferView()) {
    store = target.As<v8::ArrayBufferView>()->Buffer()->GetBackingStore();
  } else if (target->IsSharedArrayBuffer()) {
    store = target.As<v8::SharedArrayBuffer>()->GetBackingStore();
  } else {
    store = target.As<v8::ArrayBuffer>()->GetBackingStore();
  }
  RunJob(args, 3, RandomJob{std::move(store), bytes.subspan(offset, size)});
}

// (fresh) -> a UUID of version 4, variant 1 (RFC 9562, 5.4); out of bytes made for it when `fresh`
void RandomUuid(const Arguments& args) {
  static constexpr char kDigits[] = "0123456789abcdef";
  Isolate* isolate = args.GetIsolate();
  uint8_t bytes[16];
  int ok = BooleanArgument(args, 0) ? api->random(bytes, sizeof(bytes))
                                    : DataOf(isolate)->random.Take(bytes, sizeof(bytes));
  if (ok != 1) return ThrowFailure(isolate, RandomJob::kFailed);
  bytes[6] = static_cast<uint8_t>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<uint8_t>((bytes[8] & 0x3f) | 0x80);
  char text[36];
  size_t at = 0;
  for (size_t i = 0; i < sizeof(bytes); i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text[at++] = '-';
    text[at++] = kDigits[bytes[i] >> 4];
    text[at++] = kDigits[bytes[i] & 15];
  }
  args.GetReturnValue().Set(NewShortString(isolate, {text, sizeof(text)}));
}

// (a, b) -> whether the bytes are equal. REQUIRES: as many.
void TimingSafeEqual(const Arguments& args) {
  std::span<uint8_t> a = BytesOf(args[0]);
  std::span<uint8_t> b = BytesOf(args[1]);
  CHECK_EQ(a.size(), b.size());
  args.GetReturnValue().Set(api->equal(a.data(), b.data(), a.size()) == 1);
}

// (digest, password, salt, iterations, size, completion) -> Buffer
void Pbkdf2(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Output out(Uint32Argument(args, 4));
  if (out.data() == nullptr) return ThrowOutOfMemory(isolate);
  RunJob(args, 5,
         Pbkdf2Job{DigestArgument(args, 0)->digest, Secret(isolate, args[1]),
                   Secret(isolate, args[2]), Uint32Argument(args, 3), std::move(out)});
}

// (N, r, p, maxmem) -> undefined when good, else what OpenSSL says, which may be nothing
void CheckScrypt(const Arguments& args) {
  auto number = [&](int index) { return static_cast<uint64_t>(NumberArgument(args, index)); };
  api->clear_errors();
  if (api->check_scrypt(number(0), number(1), number(2), number(3)) == 1) return;
  Failure failure = Failure::Take();
  args.GetReturnValue().Set(
      NewShortString(args.GetIsolate(), failure.errors.empty() ? "" : failure.errors[0].text));
}

// (password, salt, N, r, p, maxmem, size, completion) -> Buffer
void Scrypt(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  auto number = [&](int index) { return static_cast<uint64_t>(NumberArgument(args, index)); };
  Output out(Uint32Argument(args, 6));
  if (out.data() == nullptr) return ThrowOutOfMemory(isolate);
  RunJob(args, 7,
         ScryptJob{Secret(isolate, args[0]), Secret(isolate, args[1]), number(2), number(3),
                   number(4), number(5), std::move(out)});
}

// (digest, key, salt, info, size, completion) -> Buffer over memory of its own
void Hkdf(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Output out(Uint32Argument(args, 4));
  if (out.data() == nullptr) return ThrowOutOfMemory(isolate);
  RunJob(args, 5,
         HkdfJob{DigestArgument(args, 0)->digest, Secret(isolate, args[1]),
                 Secret(isolate, args[2]), Secret(isolate, args[3]), std::move(out)});
}

// --- Ciphers -------------------------------------------------------------------------------------

class CipherObject final : public Native {
 public:
  static constexpr Kind kKind = Kind::kCipher;
  CipherObject(Isolate* isolate, Local<Object> holder, crypto::CipherState* begun)
      : Native(isolate, holder, kKind), state(begun) {}
  ~CipherObject() override { api->free_cipher_state(state); }

  crypto::CipherState* const state;
};

CipherObject* CipherObjectArgument(const Arguments& args) {
  auto* cipher = NativeOf<CipherObject>(args, 0);
  CHECK_NOT_NULL(cipher);
  return cipher;
}

// (name or number) -> [number, name, nid, key length, iv length, block size, mode, authenticated];
// undefined when there is no such cipher; throws when OpenSSL will not do it
void FindCipher(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  crypto::Cipher* cipher = nullptr;
  std::string name;
  if (args[0]->IsString()) {
    name = ToUtf8(isolate, args[0]);
    if (name.find('\0') != std::string::npos) return;
    cipher = api->find_cipher(name.c_str());
  } else {
    cipher = api->find_cipher_by_nid(Int32Argument(args, 0));
  }
  if (cipher == nullptr) {
    Failure failure = Failure::Take();
    if (!failure.errors.empty()) isolate->ThrowException(failure.ToError(isolate, ""));
    return;
  }
  std::vector<crypto::Cipher*>& ciphers = DataOf(isolate)->ciphers;
  size_t number = 0;
  while (number < ciphers.size() && ciphers[number] != cipher) number++;
  if (number == ciphers.size()) {
    ciphers.push_back(cipher);
  } else {
    api->free_cipher(cipher);
  }
  crypto::CipherInfo info;
  api->cipher_info(cipher, &info);
  Local<Value> fields[] = {
      Integer::New(isolate, static_cast<int32_t>(number)),
      NewShortString(isolate, info.name),
      Integer::New(isolate, info.nid),
      Integer::New(isolate, info.key_length),
      Integer::New(isolate, info.iv_length),
      Integer::New(isolate, info.block_size),
      Integer::New(isolate, static_cast<int32_t>(info.mode)),
      v8::Boolean::New(isolate, info.authenticated != 0),
  };
  args.GetReturnValue().Set(Array::New(isolate, fields, 8));
}

// (cipher, length) -> boolean
void TakesKeyLength(const Arguments& args) {
  args.GetReturnValue().Set(
      api->takes_key_length(CipherArgument(args, 0), Int32Argument(args, 1)) == 1);
}

// (cipher, length) -> boolean
void TakesIvLength(const Arguments& args) {
  args.GetReturnValue().Set(api->takes_iv_length(CipherArgument(args, 0), Int32Argument(args, 1)) ==
                            1);
}

// (cipher, encrypt, key, iv, tag length or 0) -> cipher object
void NewCipher(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Input key(isolate, args[2]);
  Input iv(isolate, args[3]);
  auto direction =
      BooleanArgument(args, 1) ? crypto::Direction::kEncrypt : crypto::Direction::kDecrypt;
  crypto::CipherState* state =
      api->new_cipher_state(CipherArgument(args, 0), direction, key, iv, Int32Argument(args, 4));
  if (state == nullptr) return ThrowFailure(isolate, "Cipher could not be initialised");
  Local<Object> holder;
  if (!NewHolder(isolate).ToLocal(&holder)) {
    api->free_cipher_state(state);
    return;
  }
  new CipherObject(isolate, holder, state);
  args.GetReturnValue().Set(holder);
}

// (cipher, string or bytes) -> Buffer, undefined if it failed without a reason
void UpdateCipher(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  crypto::CipherState* state = CipherObjectArgument(args)->state;
  Input input(isolate, args[1]);
  Bytes bytes = input;
  Output out(api->update_room(state, bytes.size));
  if (out.data() == nullptr) return ThrowOutOfMemory(isolate);
  size_t written;
  if (api->update_cipher(state, bytes, out.data(), &written) != 1) {
    Failure failure = Failure::Take();
    if (!failure.errors.empty()) isolate->ThrowException(failure.ToError(isolate, ""));
    return;
  }
  out.Shrink(written);
  args.GetReturnValue().Set(out.ToBuffer(LoopOf(args)));
}

// (cipher, what to say if OpenSSL says nothing) -> Buffer; throws
void FinishCipher(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  uint8_t block[64];
  size_t written;
  api->clear_errors();
  if (api->finish_cipher(CipherObjectArgument(args)->state, block, &written) != 1) {
    return ThrowFailure(isolate, ToUtf8(isolate, args[1]).c_str());
  }
  args.GetReturnValue().Set(CopyToBuffer(LoopOf(args), {block, written}));
}

// (cipher, boolean) -> whether it worked
void SetPadding(const Arguments& args) {
  auto padding = BooleanArgument(args, 1) ? crypto::Padding::kStandard : crypto::Padding::kNone;
  args.GetReturnValue().Set(api->set_padding(CipherObjectArgument(args)->state, padding) == 1);
}

// (cipher, length of the message) -> whether it worked
void SetMessageLength(const Arguments& args) {
  args.GetReturnValue().Set(
      api->set_message_length(CipherObjectArgument(args)->state, Uint32Argument(args, 1)) == 1);
}

// (cipher, bytes) -> whether it worked
void AddAuthenticatedData(const Arguments& args) {
  Input input(args.GetIsolate(), args[1]);
  args.GetReturnValue().Set(api->add_authenticated_data(CipherObjectArgument(args)->state, input) ==
                            1);
}

// (cipher, bytes) -> whether it worked
void SetTag(const Arguments& args) {
  Input input(args.GetIsolate(), args[1]);
  args.GetReturnValue().Set(api->set_tag(CipherObjectArgument(args)->state, input) == 1);
}

// (cipher, length) -> Buffer
void GetTag(const Arguments& args) {
  uint8_t tag[16];
  uint32_t size = Uint32Argument(args, 1);
  CHECK(size <= sizeof(tag));
  if (api->get_tag(CipherObjectArgument(args)->state, tag, size) != 1) {
    return ThrowFailure(args.GetIsolate(), "The authentication tag could not be read");
  }
  args.GetReturnValue().Set(CopyToBuffer(LoopOf(args), {tag, size}));
}

constexpr FunctionSpec kFunctions[] = {
    {"load", Load},
    {"constants", Constants},
    {"findDigest", FindDigest},
    {"digestSize", DigestSize},
    {"digestNames", DigestNames},
    {"cipherNames", CipherNames},
    {"newHash", NewHash},
    {"copyHash", CopyHash},
    {"updateHash", UpdateHash},
    {"finishHash", FinishHash},
    {"hashOnce", HashOnce},
    {"hashJob", HashJob},
    {"newHmac", NewHmac},
    {"updateHmac", UpdateHmac},
    {"finishHmac", FinishHmac},
    {"randomFill", RandomFill},
    {"randomUuid", RandomUuid},
    {"timingSafeEqual", TimingSafeEqual},
    {"pbkdf2", Pbkdf2},
    {"checkScrypt", CheckScrypt},
    {"scrypt", Scrypt},
    {"hkdf", Hkdf},
    {"findCipher", FindCipher},
    {"takesKeyLength", TakesKeyLength},
    {"takesIvLength", TakesIvLength},
    {"newCipher", NewCipher},
    {"updateCipher", UpdateCipher},
    {"finishCipher", FinishCipher},
    {"setPadding", SetPadding},
    {"setMessageLength", SetMessageLength},
    {"addAuthenticatedData", AddAuthenticatedData},
    {"setTag", SetTag},
    {"getTag", GetTag},
};

}  // namespace

const BindingSpec kCryptoBinding = {"crypto", kFunctions, nullptr, SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
