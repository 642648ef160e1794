// SPDX-License-Identifier: MIT
//
// What:    the file system operations, each as one job: what the user sees as one operation opens,
//          loops, retries and closes in one place and crosses to the worker pool once at most. A
//          job knows nothing of JavaScript: it is made from plain values, Run() fills in a result
//          or an error, on any thread.
// Owner:   a synchronous call has the job on its stack, an asynchronous one inside its request.
// Threads: Run() on the loop thread or on one thread of the pool; everything else on the loop
// thread.
//
// Each has the name of its function for the tracer, and Run().

#ifndef GYRE_BINDINGS_FS_JOBS_H_
#define GYRE_BINDINGS_FS_JOBS_H_

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/buffer_memory.h"
#include "engine/system_call.h"

namespace gyre::fs {

// Failure::error of a file that is larger than a Buffer may be; no UV_E*. Failure::path is its
// size.
inline constexpr int kFileTooLarge = 1;

// A job that transfers much looks at this byte, which JavaScript may set to 1, before each chunk,
// and ends with UV_ECANCELED then. nullptr: it can't be stopped.
using StopFlag = uint8_t;

// What went wrong, as Node reports it: `CODE: text, syscall 'path' -> 'dest'`.
struct Failure {
  int error = 0;  // UV_E*, or kFileTooLarge
  const char* syscall = "";
  std::optional<std::string> path;
  std::optional<std::string> dest;
};

class Job {
 public:
  // REQUIRES: failed()
  const Failure& failure() const { return *failure_; }
  bool failed() const { return failure_ != nullptr; }

 protected:
  // From errno.
  void Fail(const char* syscall, std::optional<std::string> path = {},
            std::optional<std::string> dest = {});
  void FailWith(int error, const char* syscall, std::optional<std::string> path = {},
                std::optional<std::string> dest = {});

 private:
  std::unique_ptr<Failure> failure_;
};

// The numbers of a stat result: dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, then
// seconds and nanoseconds of atime, mtime, ctime and birthtime.
inline constexpr size_t kStatFields = 18;
inline constexpr size_t kFirstTime = 10;
using StatNumbers = std::array<int64_t, kStatFields>;

// As doubles: the two numbers of a time become its milliseconds and 0.
std::array<double, kStatFields> ToDoubles(const StatNumbers& numbers);

// --- Operations that are one system call with a status -------------------------------------------

class PathJob : public Job {
 public:
  enum class Kind { kAccess, kChmod, kRmdir, kUnlink, kTruncate, kMkdir, kChown, kLchown };
  PathJob(Kind kind, std::string path, int64_t a = 0, int64_t b = 0)
      : kind_(kind), path_(std::move(path)), a_(a), b_(b) {}
  const char* name() const {
    static constexpr const char* kNames[] = {"access",   "chmod", "rmdir", "unlink",
                                             "truncate", "mkdir", "chown", "lchown"};
    return kNames[static_cast<size_t>(kind_)];
  }
  void Run();

 private:
  void Truncate();
  const Kind kind_;
  const std::string path_;
  const int64_t a_;
  const int64_t b_;
};

class DescriptorJob : public Job {
 public:
  enum class Kind { kClose, kFsync, kFdatasync, kFchmod, kFchown, kFtruncate };
  DescriptorJob(Kind kind, int fd, int64_t a = 0, int64_t b = 0)
      : kind_(kind), fd_(fd), a_(a), b_(b) {}
  const char* name() const {
    static constexpr const char* kNames[] = {"close",  "fsync",  "fdatasync",
                                             "fchmod", "fchown", "ftruncate"};
    return kNames[static_cast<size_t>(kind_)];
  }
  void Run();

 private:
  const Kind kind_;
  const int fd_;
  const int64_t a_;
  const int64_t b_;
};

class TwoPathJob : public Job {
 public:
  enum class Kind { kRename, kLink, kSymlink, kCopyFile };
  TwoPathJob(Kind kind, std::string from, std::string to, int mode = 0)
      : kind_(kind), from_(std::move(from)), to_(std::move(to)), mode_(mode) {}
  const char* name() const {
    static constexpr const char* kNames[] = {"rename", "link", "symlink", "copyFile"};
    return kNames[static_cast<size_t>(kind_)];
  }
  void Run();

 private:
  void CopyFile();
  const Kind kind_;
  const std::string from_;
  const std::string to_;
  const int mode_;
};

class TimesJob : public Job {
 public:
  enum class Kind { kUtimes, kLutimes, kFutimes };
  TimesJob(Kind kind, std::string path, int fd, double atime, double mtime)
      : kind_(kind), path_(std::move(path)), fd_(fd), atime_(atime), mtime_(mtime) {}
  const char* name() const {
    static constexpr const char* kNames[] = {"utimes", "lutimes", "futimes"};
    return kNames[static_cast<size_t>(kind_)];
  }
  void Run();

 private:
  const Kind kind_;
  const std::string path_;
  const int fd_;
  const double atime_;  // seconds
  const double mtime_;
};

// --- Operations with a result --------------------------------------------------------------------

class OpenJob : public Job {
 public:
  enum class Kind { kFile, kDirectory };
  OpenJob(Kind kind, std::string path, int flags, mode_t mode)
      : kind_(kind), path_(std::move(path)), flags_(flags), mode_(mode) {}
  const char* name() const {
    static constexpr const char* kNames[] = {"open", "opendir"};
    return kNames[static_cast<size_t>(kind_)];
  }
  void Run();
  int fd = -1;

 private:
  const Kind kind_;
  const std::string path_;
  const int flags_;
  const mode_t mode_;
};

// open(2) with O_CLOEXEC: a descriptor or UV_E*.
[[gnu::always_inline]] inline int Open(const char* path, int flags, int mode) {
  return system_call::Retry([&] { return system_call::Open(path, flags | O_CLOEXEC, mode); });
}

// close(2): 0 or UV_E*. Linux has released the descriptor even when it was interrupted.
[[gnu::always_inline]] inline int Close(int fd) {
  const int status = system_call::Close(fd);
  return status == -EINTR ? 0 : status;
}

// access(2): 0 or UV_E*.
[[gnu::always_inline]] inline int Access(const char* path, int mode) {
  return system_call::Access(path, mode);
}

class StatJob : public Job {
 public:
  enum class Kind { kStat, kLstat, kFstat };
  StatJob(Kind kind, std::string path, int fd) : kind_(kind), path_(std::move(path)), fd_(fd) {}
  const char* name() const {
    static constexpr const char* kNames[] = {"stat", "lstat", "fstat"};
    return kNames[static_cast<size_t>(kind_)];
  }
  void Run();
  StatNumbers numbers;

 private:
  const Kind kind_;
  const std::string path_;
  const int fd_;
};

// statx(2) of `path`, or of `fd` for kFstat: 0 or UV_E*.
[[gnu::always_inline]] inline int Statx(StatJob::Kind kind, const char* path, int fd,
                                        struct statx* info) {
  const bool by_fd = kind == StatJob::Kind::kFstat;
  int flags = kind == StatJob::Kind::kLstat ? AT_SYMLINK_NOFOLLOW : 0;
  if (by_fd) flags = AT_EMPTY_PATH;
  return system_call::Statx(by_fd ? fd : AT_FDCWD, by_fd ? "" : path, flags,
                            STATX_BASIC_STATS | STATX_BTIME, info);
}

// As the other ToDoubles(); fills kStatFields.
void ToDoubles(const struct statx& info, double* doubles);

class StatfsJob : public Job {
 public:
  explicit StatfsJob(std::string path) : path_(std::move(path)) {}
  const char* name() const { return "statfs"; }
  void Run();
  int64_t numbers[7];  // type, bsize, blocks, bfree, bavail, files, ffree

 private:
  const std::string path_;
};

// read(2)/readv(2) and write(2)/writev(2) at `position`, or at the file's own when it is negative.
// The memory belongs to the caller and outlives the job.
class TransferJob : public Job {
 public:
  enum class Kind { kRead, kWrite };
  struct Piece {
    uint8_t* data;
    size_t size;
  };
  TransferJob(Kind kind, int fd, std::vector<Piece> pieces, int64_t position)
      : kind_(kind), fd_(fd), pieces_(std::move(pieces)), position_(position) {}
  const char* name() const {
    static constexpr const char* kNames[] = {"read", "write"};
    return kNames[static_cast<size_t>(kind_)];
  }
  // On the pool, before Run(): has the memory there that is read into. Asynchronous reads get new
  // memory as a rule; who reads synchronously uses the same again, and would pay for nothing.
  void Prepare();
  void Run();
  int64_t transferred = 0;

 private:
  const Kind kind_;
  const int fd_;
  const std::vector<Piece> pieces_;
  const int64_t position_;
};

// read(2) into memory of its own: the next piece of a stream. What the page cache has is read on
// the loop thread, which takes less than the way to the pool and back.
class ReadPieceJob : public Job {
 public:
  enum class Memory {
    kMalloc,
    kBlock,  // a block of engine/buffer_memory.h, if the size is that of one
  };
  ReadPieceJob(int fd, size_t capacity, int64_t position, Memory memory);
  ~ReadPieceJob();
  ReadPieceJob(const ReadPieceJob&) = delete;
  ReadPieceJob& operator=(const ReadPieceJob&) = delete;
  const char* name() const { return "read"; }

  // Before Run(), on the loop thread: whether all was there without waiting, so that Run() is not
  // needed.
  bool RunWithoutWaiting();
  void Run();

  // The bytes, nullptr at the end of the file. They belong to the caller, who gives them to
  // `deleter`.
  uint8_t* Release(size_t* size, Deleter* deleter);

 private:
  void Free();
  const int fd_;
  const size_t capacity_;
  const int64_t position_;
  const bool is_block_;
  uint8_t* data_;
  size_t size_ = 0;
};

// What a thread keeps to read a file into. Most files end in there, and to read on to their end
// takes less than to ask for their size.
struct Kept {
  static constexpr size_t kSize = size_t{32} << 10;
  uint8_t bytes[kSize];
  size_t size;  // read
  // Of ReadKept() when that was not all.
  int fd;
  int error;  // UV_E* of read(2), or 0
};
inline constinit thread_local Kept kept = {};

// No UV_E*.
inline constexpr int32_t kUnfinished = INT32_MIN;

// Opens a file, reads it to its end, closes it: returns the size, and has the bytes in `kept`.
// UV_E* where it could not be opened. kUnfinished: it is larger, or could not be read; a
// ReadFileJob takes it from there, and must.
[[gnu::always_inline]] inline int32_t ReadKept(const char* path) {
  const int fd = Open(path, O_RDONLY, 0666);
  if (fd < 0) return fd;
  Kept* const into = &kept;
  size_t size = 0;
  ssize_t count;
  do {
    count = system_call::Retry(
        [&] { return system_call::Read(fd, into->bytes + size, Kept::kSize - size); });
    if (count > 0) size += static_cast<size_t>(count);
  } while (count > 0 && size < Kept::kSize);
  if (count == 0) {
    Close(fd);
    return static_cast<int32_t>(size);
  }
  into->size = size;
  into->fd = fd;
  into->error = count < 0 ? static_cast<int>(count) : 0;
  return kUnfinished;
}

// open, fstat, read to the end, close. With fd >= 0 only the reading, from where the file stands.
class ReadFileJob : public Job {
 public:
  enum class Memory {
    kOwn,
    kThread,  // what the thread keeps, where it suffices: the bytes are read before its next job
  };
  ReadFileJob(std::string path, int fd, int flags, const StopFlag* stop,
              Memory memory = Memory::kOwn)
      : path_(std::move(path)), fd_(fd), flags_(flags), stop_(stop), memory_(memory) {}
  // Goes on behind ReadKept(), which has returned `result`, no UV_E*.
  ReadFileJob(int32_t result, Memory memory)
      : fd_(-1),
        flags_(O_RDONLY),
        stop_(nullptr),
        memory_(memory),
        opened_(result == kUnfinished ? kept.fd : -1),
        capacity_(Kept::kSize),
        is_read_(result != kUnfinished),
        error_(result == kUnfinished ? kept.error : 0),
        data_(kept.bytes),
        size_(result == kUnfinished ? kept.size : static_cast<size_t>(result)) {}
  ~ReadFileJob();
  ReadFileJob(const ReadFileJob&) = delete;
  ReadFileJob& operator=(const ReadFileJob&) = delete;
  const char* name() const { return "readFile"; }
  void Run();

  // On the pool, where a long read must not hold up others: reads some of the file. Returns whether
  // that was all; else it is to be called again.
  bool RunTurn();

  // Takes the bytes, with Memory::kOwn, nullptr when empty. They are for `deleter` to free.
  uint8_t* Release(size_t* size, Deleter* deleter);
  const uint8_t* data() const { return data_; }
  size_t size() const { return size_; }

 private:
  int fd() const { return fd_ >= 0 ? fd_ : opened_; }
  bool Open();
  // Reads until there are so many bytes. Returns whether there is no more to read.
  bool ReadUntil(size_t limit);
  void FailRead(int error);
  // Copies what is in `kept` where it can't stay there.
  void MakeOwn();
  void Close();
  const std::string path_;
  const int fd_;
  const int flags_;
  const StopFlag* const stop_;
  const Memory memory_;
  int opened_ = -1;        // the descriptor that Close() closes
  size_t expected_ = 0;    // the size of the file, if it tells one
  size_t capacity_ = 0;    // of data_
  bool is_owner_ = false;  // of data_
  Deleter deleter_ = FreeBufferMemory;
  const bool is_read_ = false;
  const int error_ = 0;  // of ReadKept()
  uint8_t* data_ = nullptr;
  size_t size_ = 0;
};

// open, write everything, fsync if asked, close. With fd >= 0 only the writing.
class WriteFileJob : public Job {
 public:
  WriteFileJob(std::string path, int fd, int flags, mode_t mode, const uint8_t* data, size_t size,
               bool flush, const StopFlag* stop)
      : path_(std::move(path)),
        fd_(fd),
        flags_(flags),
        mode_(mode),
        data_(data),
        size_(size),
        flush_(flush),
        stop_(stop) {}
  const char* name() const { return "writeFile"; }
  void Run();

 private:
  const std::string path_;
  const int fd_;
  const int flags_;
  const mode_t mode_;
  const uint8_t* const data_;
  const size_t size_;
  const bool flush_;
  const StopFlag* const stop_;
};

// mkdir -p. `first_made` is the first folder that had to be made, empty when all were there.
class MakeDirectoriesJob : public Job {
 public:
  MakeDirectoriesJob(std::string path, mode_t mode) : path_(std::move(path)), mode_(mode) {}
  const char* name() const { return "mkdir"; }
  void Run();
  std::string first_made;

 private:
  const std::string path_;
  const mode_t mode_;
};

// A new folder with a unique name that begins with `prefix`.
class MakeTemporaryJob : public Job {
 public:
  explicit MakeTemporaryJob(std::string prefix) : path(std::move(prefix)) {}
  const char* name() const { return "mkdtemp"; }
  void Run();
  std::string path;
};

class ReadLinkJob : public Job {
 public:
  // kRealPath is kNativeRealPath, realpath(3), with errors that name the part of the path that is
  // wrong, and an answer for links to pipes.
  enum class Kind { kReadLink, kNativeRealPath, kRealPath };
  ReadLinkJob(Kind kind, std::string path) : kind_(kind), path_(std::move(path)) {}
  const char* name() const {
    static constexpr const char* kNames[] = {"readlink", "realpath", "realpath"};
    return kNames[static_cast<size_t>(kind_)];
  }
  void Run();
  std::string target;

 private:
  void Walk();
  const Kind kind_;
  const std::string path_;
};

// The entries of a folder, or of the tree below it, sorted within each folder.
class ReadDirectoryJob : public Job {
 public:
  enum class Depth { kOne, kTree };
  enum class Form { kNames, kPaths };  // kPaths: relative to the folder
  ReadDirectoryJob(std::string path, Depth depth, Form form)
      : path_(std::move(path)), depth_(depth), form_(form) {}
  const char* name() const { return "readdir"; }
  void Run();

  // All in one text, which costs less than a string for each; a NUL behind each.
  std::string names;
  std::vector<uint8_t> types;  // UV_DIRENT_*
  // With kTree, the folder of each entry by its place in `folders`.
  std::vector<uint32_t> parents;
  // Those that have been read, relative to the folder; the first is the folder itself, "".
  std::vector<std::string> folders;

 private:
  bool ReadFolder(uint32_t index);
  const std::string path_;
  const Depth depth_;
  const Form form_;
};

// The next entries of an open folder: as many as fit in `bytes`, none at its end.
class ReadEntriesJob : public Job {
 public:
  struct Entry {
    std::string name;
    uint8_t type;  // UV_DIRENT_*
  };
  ReadEntriesJob(int fd, size_t bytes) : fd_(fd), bytes_(bytes) {}
  const char* name() const { return "readdir"; }
  void Run();
  std::vector<Entry> entries;

 private:
  const int fd_;
  const size_t bytes_;
};

// cp: one entry, or the tree below it. What the rules of fs.cp() refuse is no failure of a system
// call but a Refusal, of which lib/ makes the error.
class CopyTreeJob : public Job {
 public:
  enum class Depth { kOne, kTree };
  enum Option : uint32_t {
    kForce = 1,
    kErrorOnExist = 2,
    kDereference = 4,
    kPreserveTimestamps = 8,
    kVerbatimSymlinks = 16,
    kRecursive = 32,
    kIsRoot =
        64,  // not an entry met on the way: the folders that lead to `to` are checked and made
  };
  enum class Refusal {
    kNone,
    kSame,
    kIntoItself,
    kDirectoryOverFile,
    kFileOverDirectory,
    kExists,
    kIsDirectory,
    kLinkIntoItself,
    kLinkToSubdirectory,
    kSocket,
    kFifo,
    kUnknown,
  };
  CopyTreeJob(Depth depth, std::string from, std::string to, uint32_t options, int mode);
  const char* name() const { return "cp"; }
  void Run();

  Refusal refusal = Refusal::kNone;
  // What it is about.
  std::string refused_from;
  std::string refused_to;

  // With kOne, when `from` is a folder: it has been made or was there, and what is in it is left to
  // do.
  bool is_directory = false;
  // The mode to give it afterwards; -1 when it was there.
  int directory_mode = -1;

 private:
  bool Has(Option option) const { return (options_ & option) != 0; }
  bool Refuse(Refusal why, const std::string& from, const std::string& to);
  // Each returns whether to go on.
  bool Copy(const std::string& from, const std::string& to);
  bool CheckParents(const std::string& from, const struct stat& from_info, const std::string& to);
  bool CopyDirectory(const std::string& from, const std::string& to, const struct stat& from_info,
                     bool exists);
  bool CopyLink(const std::string& from, const std::string& to, bool exists);
  bool CopyOneFile(const std::string& from, const std::string& to, bool exists);

  const Depth depth_;
  const std::string from_;
  const std::string to_;
  const uint32_t options_;
  const int mode_;
  const std::string working_directory_;
};

// rm, or rm -r. Symbolic links are removed, never followed: each step works on an open folder. A
// folder with kOne fails with UV_EISDIR, anything else with kDirectoryTree with UV_ENOTDIR.
class RemoveJob : public Job {
 public:
  enum class Kind { kOne, kTree, kDirectoryTree };
  // EBUSY, EMFILE, ENFILE, ENOTEMPTY and EPERM are tried again up to `retries` times, each time
  // `retry_delay` ms later.
  RemoveJob(Kind kind, std::string path, bool force, uint32_t retries, int retry_delay)
      : kind_(kind),
        path_(std::move(path)),
        force_(force),
        retries_(retries),
        retry_delay_(retry_delay) {}
  const char* name() const { return "rm"; }
  void Run();

 private:
  // What could not be removed, and which system call said so.
  struct Obstacle {
    int error = 0;
    const char* syscall = "rm";
    std::string path;
  };
  Obstacle Remove(int parent, const std::string& name, const std::string& path);
  const Kind kind_;
  const std::string path_;
  const bool force_;
  const uint32_t retries_;
  const int retry_delay_;
};

}  // namespace gyre::fs

#endif  // GYRE_BINDINGS_FS_JOBS_H_
