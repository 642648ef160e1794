// SPDX-License-Identifier: MIT
//
// What:    Buffers and decoded strings as other bindings need them.
// Owner:   what is returned lives in the caller's HandleScope.
// Threads: loop thread.

#ifndef GYRE_BINDINGS_BUFFER_H_
#define GYRE_BINDINGS_BUFFER_H_

#include <span>

#include "engine/buffer_memory.h"
#include "engine/encoding.h"
#include "engine/v8_compat.h"
#include "loop/event_loop.h"

namespace gyre {

// An ArrayBuffer over `size` bytes at `data`, which belong to it from now on and which `deleter`
// takes back. JavaScript makes a Buffer of one in less time than NewBuffer() does.
v8::Local<v8::ArrayBuffer> NewArrayBuffer(
    EventLoop* loop, void* data, size_t size,
    v8::BackingStore::DeleterCallback deleter = FreeBufferMemory);

// The same as a Buffer.
v8::Local<v8::Uint8Array> NewBuffer(EventLoop* loop, void* data, size_t size,
                                    v8::BackingStore::DeleterCallback deleter = FreeBufferMemory);

// A Buffer with a copy of `bytes`.
v8::Local<v8::Uint8Array> CopyToBuffer(EventLoop* loop, std::span<const uint8_t> bytes);

// `bytes` as text. Empty, with ERR_STRING_TOO_LONG pending, when the text is above V8's limit.
[[nodiscard]] v8::MaybeLocal<v8::String> DecodeBytes(v8::Isolate* isolate,
                                                     std::span<const uint8_t> bytes,
                                                     encoding::Encoding encoding);

// Marks an object that must not be transferred to another realm (structured clone).
void MarkUntransferable(v8::Local<v8::Context> context, v8::Local<v8::Object> object);
[[nodiscard]] bool IsUntransferable(v8::Local<v8::Context> context, v8::Local<v8::Object> object);

}  // namespace gyre

#endif  // GYRE_BINDINGS_BUFFER_H_
