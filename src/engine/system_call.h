// SPDX-License-Identifier: MIT
//
// What:    system calls of Linux made in place, for those that are over in a microsecond and made
//          by the thousand. The C library's functions are points where a thread may be cancelled,
//          which costs two atomic operations in a process of several threads; and each function
//          that is returned from after a system call is a branch that the processor has forgotten.
// Owner:   nobody; stateless.
// Threads: any.
//
// Each returns what the call does, or -errno, which is UV_E*. errno itself stays as it was.

#ifndef GYRE_ENGINE_SYSTEM_CALL_H_
#define GYRE_ENGINE_SYSTEM_CALL_H_

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace gyre::system_call {

// As syscall(2).
[[gnu::always_inline]] inline long Call(long number, long a = 0, long b = 0, long c = 0, long d = 0,
                                        long e = 0, long f = 0) {
#if defined(__x86_64__)
  long result;
  register long fourth asm("r10") = d;
  register long fifth asm("r8") = e;
  register long sixth asm("r9") = f;
  asm volatile("syscall"
               : "=a"(result)
               : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth), "r"(sixth)
               : "rcx", "r11", "memory");
  return result;
#elif defined(__aarch64__)
  register long first asm("x0") = a;
  register long second asm("x1") = b;
  register long third asm("x2") = c;
  register long fourth asm("x3") = d;
  register long fifth asm("x4") = e;
  register long sixth asm("x5") = f;
  register long what asm("x8") = number;
  asm volatile("svc 0"
               : "+r"(first)
               : "r"(second), "r"(third), "r"(fourth), "r"(fifth), "r"(sixth), "r"(what)
               : "memory", "cc");
  return first;
#else
  const long result = syscall(number, a, b, c, d, e, f);
  return result == -1 ? -errno : result;
#endif
}

// What a signal has interrupted is made again.
template <typename Call>
[[gnu::always_inline]] inline auto Retry(Call call) {
  decltype(call()) result;
  do {
    result = call();
  } while (result == -EINTR);
  return result;
}

[[gnu::always_inline]] inline long Word(const void* pointer) {
  return reinterpret_cast<long>(pointer);
}

// open(2)
[[gnu::always_inline]] inline int Open(const char* path, int flags, int mode) {
  return static_cast<int>(Call(SYS_openat, AT_FDCWD, Word(path), flags, mode));
}

// close(2)
[[gnu::always_inline]] inline int Close(int fd) { return static_cast<int>(Call(SYS_close, fd)); }

// read(2)
[[gnu::always_inline]] inline ssize_t Read(int fd, void* data, size_t size) {
  return Call(SYS_read, fd, Word(data), static_cast<long>(size));
}

// send(2)
[[gnu::always_inline]] inline ssize_t Send(int fd, const void* data, size_t size, int flags) {
  return Call(SYS_sendto, fd, Word(data), static_cast<long>(size), flags);
}

// access(2)
[[gnu::always_inline]] inline int Access(const char* path, int mode) {
  return static_cast<int>(Call(SYS_faccessat, AT_FDCWD, Word(path), mode));
}

// statx(2)
[[gnu::always_inline]] inline int Statx(int fd, const char* path, int flags, unsigned mask,
                                        struct statx* info) {
  return static_cast<int>(Call(SYS_statx, fd, Word(path), flags, mask, Word(info)));
}

}  // namespace gyre::system_call

#endif  // GYRE_ENGINE_SYSTEM_CALL_H_
