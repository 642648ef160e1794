// SPDX-License-Identifier: MIT

#include "bindings/fs_jobs.h"

#include <dirent.h>
#include <endian.h>
#include <limits.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <string_view>
#include <thread>

#include "engine/memory.h"

namespace gyre::fs {

namespace {

#ifdef GYRE_STRESS
// Every loop over chunks is taken.
constexpr size_t kMaxChunk = 7;
#else
// What Linux transfers in one call at most.
constexpr size_t kMaxChunk = 0x7ffff000;
#endif

// A system call that a signal has interrupted is made again.
template <typename Call>
auto Retry(Call call) {
  decltype(call()) result;
  do {
    result = call();
  } while (result == -1 && errno == EINTR);
  return result;
}

class ScopedFd {
 public:
  explicit ScopedFd(int fd) : fd_(fd) {}
  ~ScopedFd() {
    if (fd_ >= 0) close(fd_);
  }
  ScopedFd(const ScopedFd&) = delete;
  ScopedFd& operator=(const ScopedFd&) = delete;
  int get() const { return fd_; }
  int Release() {
    int fd = fd_;
    fd_ = -1;
    return fd;
  }

 private:
  int fd_;
};

// Close() with errno.
int CloseFd(int fd) {
  const int status = Close(fd);
  if (status != 0) errno = -status;
  return status == 0 ? 0 : -1;
}

// To the nearest microsecond, which is what a double of seconds can tell for today's dates.
timespec ToTimespec(double seconds) {
  double whole = std::floor(seconds);
  auto microseconds = static_cast<long>(std::llround((seconds - whole) * 1e6));
  if (microseconds == 1000000) {
    whole += 1;
    microseconds = 0;
  }
  return {static_cast<time_t>(whole), microseconds * 1000};
}

// What is checked for being stopped is transferred in pieces.
constexpr size_t kStoppableChunk = 512 * 1024;

bool IsStopped(const StopFlag* stop) {
  if (stop == nullptr) return false;
  return __atomic_load_n(stop, __ATOMIC_RELAXED) != 0;
}

size_t ChunkSize(size_t left, const StopFlag* stop) {
  return std::min(left, stop == nullptr ? kMaxChunk : std::min(kMaxChunk, kStoppableChunk));
}

// Through user space: what sendfile(2) refuses.
ssize_t CopyThroughMemory(int from, int to) {
  std::vector<uint8_t> buffer(64 * 1024);
  ssize_t total = 0;
  for (;;) {
    ssize_t count = Retry([&] { return read(from, buffer.data(), buffer.size()); });
    if (count <= 0) return count < 0 ? -1 : total;
    for (ssize_t done = 0; done < count;) {
      ssize_t written =
          Retry([&] { return write(to, buffer.data() + done, static_cast<size_t>(count - done)); });
      if (written < 0) return -1;
      done += written;
    }
    total += count;
  }
}

// Returns 0, or -1 with errno set and no file at `to`.
int CopyContents(const char* from, const char* to, int mode) {
  ScopedFd source(Retry([&] { return open(from, O_RDONLY | O_CLOEXEC); }));
  if (source.get() < 0) return -1;
  struct stat source_info;
  if (fstat(source.get(), &source_info) != 0) return -1;
  if (S_ISDIR(source_info.st_mode)) {
    errno = EISDIR;
    return -1;
  }
  int flags = O_WRONLY | O_CREAT | O_CLOEXEC | ((mode & UV_FS_COPYFILE_EXCL) != 0 ? O_EXCL : 0);
  ScopedFd target(Retry([&] { return open(to, flags, source_info.st_mode & 07777); }));
  if (target.get() < 0) return -1;
  struct stat target_info;
  if (fstat(target.get(), &target_info) != 0) return -1;
  // A file copied onto itself stays as it is.
  if (source_info.st_dev == target_info.st_dev && source_info.st_ino == target_info.st_ino)
    return 0;
  // What cannot be completed is not left half-made.
  auto abandon = [&] {
    int error = errno;
    unlink(to);
    errno = error;
    return -1;
  };
  if (ftruncate(target.get(), 0) != 0 && errno != EINVAL) return abandon();
  if (fchmod(target.get(), source_info.st_mode & 07777) != 0 && errno != EPERM) return abandon();
  if ((mode & (UV_FS_COPYFILE_FICLONE | UV_FS_COPYFILE_FICLONE_FORCE)) != 0) {
    if (ioctl(target.get(), FICLONE, source.get()) == 0) return 0;
    if ((mode & UV_FS_COPYFILE_FICLONE_FORCE) != 0) return abandon();
  }
  // The fastest way that this pair of files allows: within the file system, within the kernel, or
  // through memory. A way is given up only before it has moved a byte.
  enum class Way { kFileSystem, kKernel, kMemory };
  Way way = S_ISREG(source_info.st_mode) ? Way::kFileSystem : Way::kMemory;
  bool moved = false;
  for (;;) {
    ssize_t count = 0;
    if (way == Way::kFileSystem) {
      count = Retry([&] {
        return copy_file_range(source.get(), nullptr, target.get(), nullptr, kMaxChunk, 0);
      });
      // Some virtual files claim to be empty: 0 is believed when something came before it.
      if (!moved && (count == 0 || (count < 0 && errno != ENOSPC && errno != EIO))) {
        way = Way::kKernel;
        continue;
      }
    } else if (way == Way::kKernel) {
      count = Retry([&] { return sendfile(target.get(), source.get(), nullptr, kMaxChunk); });
      if (!moved && count < 0 && (errno == EINVAL || errno == ENOSYS)) {
        way = Way::kMemory;
        continue;
      }
    } else {
      if (CopyThroughMemory(source.get(), target.get()) < 0) return abandon();
    }
    if (count < 0) return abandon();
    if (count == 0) break;
    moved = true;
  }
  if (CloseFd(target.Release()) != 0) return abandon();
  return 0;
}

}  // namespace

void Job::Fail(const char* syscall, std::optional<std::string> path,
               std::optional<std::string> dest) {
  FailWith(-errno, syscall, std::move(path), std::move(dest));
}

void Job::FailWith(int error, const char* syscall, std::optional<std::string> path,
                   std::optional<std::string> dest) {
  failure_ = std::make_unique<Failure>(Failure{error, syscall, std::move(path), std::move(dest)});
}

void PathJob::Run() {
  const char* path = path_.c_str();
  switch (kind_) {
    case Kind::kAccess:
      if (access(path, static_cast<int>(a_)) != 0) Fail("access", path_);
      return;
    case Kind::kChmod:
      if (chmod(path, static_cast<mode_t>(a_)) != 0) Fail("chmod", path_);
      return;
    case Kind::kRmdir:
      if (rmdir(path) != 0) Fail("rmdir", path_);
      return;
    case Kind::kUnlink:
      if (unlink(path) != 0) Fail("unlink", path_);
      return;
    case Kind::kTruncate:
      Truncate();
      return;
    case Kind::kMkdir:
      if (mkdir(path, static_cast<mode_t>(a_)) != 0) Fail("mkdir", path_);
      return;
    case Kind::kChown:
      if (chown(path, static_cast<uid_t>(a_), static_cast<gid_t>(b_)) != 0) Fail("chown", path_);
      return;
    case Kind::kLchown:
      if (lchown(path, static_cast<uid_t>(a_), static_cast<gid_t>(b_)) != 0) Fail("lchown", path_);
      return;
  }
}

void PathJob::Truncate() {
  ScopedFd file(Retry([&] { return open(path_.c_str(), O_RDWR | O_CLOEXEC); }));
  if (file.get() < 0) return Fail("open", path_);
  if (Retry([&] { return ftruncate(file.get(), a_); }) != 0) Fail("ftruncate");
}

void DescriptorJob::Run() {
  switch (kind_) {
    case Kind::kClose:
      if (CloseFd(fd_) != 0) Fail("close");
      return;
    case Kind::kFsync:
      if (Retry([&] { return fsync(fd_); }) != 0) Fail("fsync");
      return;
    case Kind::kFdatasync:
      if (Retry([&] { return fdatasync(fd_); }) != 0) Fail("fdatasync");
      return;
    case Kind::kFchmod:
      if (fchmod(fd_, static_cast<mode_t>(a_)) != 0) Fail("fchmod");
      return;
    case Kind::kFchown:
      if (fchown(fd_, static_cast<uid_t>(a_), static_cast<gid_t>(b_)) != 0) Fail("fchown");
      return;
    case Kind::kFtruncate:
      if (Retry([&] { return ftruncate(fd_, a_); }) != 0) Fail("ftruncate");
      return;
  }
}

void TwoPathJob::Run() {
  switch (kind_) {
    case Kind::kRename:
      if (rename(from_.c_str(), to_.c_str()) != 0) Fail("rename", from_, to_);
      return;
    case Kind::kLink:
      if (link(from_.c_str(), to_.c_str()) != 0) Fail("link", from_, to_);
      return;
    case Kind::kSymlink:
      if (symlink(from_.c_str(), to_.c_str()) != 0) Fail("symlink", from_, to_);
      return;
    case Kind::kCopyFile:
      CopyFile();
      return;
  }
}

void TwoPathJob::CopyFile() {
  if (CopyContents(from_.c_str(), to_.c_str(), mode_) != 0) Fail("copyfile", from_, to_);
}

void TimesJob::Run() {
  const timespec times[2] = {ToTimespec(atime_), ToTimespec(mtime_)};
  switch (kind_) {
    case Kind::kUtimes:
      if (utimensat(AT_FDCWD, path_.c_str(), times, 0) != 0) Fail("utime", path_);
      return;
    case Kind::kLutimes:
      if (utimensat(AT_FDCWD, path_.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0) {
        Fail("lutime", path_);
      }
      return;
    case Kind::kFutimes:
      if (futimens(fd_, times) != 0) Fail("futime");
      return;
  }
}

void OpenJob::Run() {
  fd = Open(path_.c_str(), flags_, static_cast<int>(mode_));
  if (fd < 0) FailWith(fd, kind_ == Kind::kFile ? "open" : "opendir", path_);
}

namespace {

int64_t DeviceNumber(uint32_t major_number, uint32_t minor_number) {
  return static_cast<int64_t>((static_cast<uint64_t>(major_number & 0xfffff000u) << 32) |
                              (static_cast<uint64_t>(major_number & 0xfffu) << 8) |
                              (static_cast<uint64_t>(minor_number & 0xffffff00u) << 12) |
                              (minor_number & 0xffu));
}

// What comes before the times.
template <typename T>
void FillFields(const struct statx& info, T* out) {
  *out++ = static_cast<T>(DeviceNumber(info.stx_dev_major, info.stx_dev_minor));
  *out++ = static_cast<T>(info.stx_mode);
  *out++ = static_cast<T>(info.stx_nlink);
  *out++ = static_cast<T>(info.stx_uid);
  *out++ = static_cast<T>(info.stx_gid);
  *out++ = static_cast<T>(DeviceNumber(info.stx_rdev_major, info.stx_rdev_minor));
  *out++ = static_cast<T>(info.stx_blksize);
  *out++ = static_cast<T>(info.stx_ino);
  *out++ = static_cast<T>(info.stx_size);
  *out = static_cast<T>(info.stx_blocks);
}

double Milliseconds(int64_t seconds, int64_t nanoseconds) {
  return static_cast<double>(seconds) * 1e3 + static_cast<double>(nanoseconds) / 1e6;
}

}  // namespace

void ToDoubles(const struct statx& info, double* doubles) {
  FillFields(info, doubles);
  doubles += kFirstTime;
  for (const statx_timestamp* time :
       {&info.stx_atime, &info.stx_mtime, &info.stx_ctime, &info.stx_btime}) {
    *doubles = Milliseconds(time->tv_sec, time->tv_nsec);
    doubles += 2;
  }
}

std::array<double, kStatFields> ToDoubles(const StatNumbers& numbers) {
  std::array<double, kStatFields> result{};
  for (size_t i = 0; i < kFirstTime; ++i) result[i] = static_cast<double>(numbers[i]);
  for (size_t i = kFirstTime; i < kStatFields; i += 2) {
    result[i] = Milliseconds(numbers[i], numbers[i + 1]);
  }
  return result;
}

void StatJob::Run() {
  struct statx info;
  const int error = Statx(kind_, path_.c_str(), fd_, &info);
  if (error == 0) {
    FillFields(info, numbers.data());
    int64_t* out = numbers.data() + kFirstTime;
    for (const statx_timestamp* time :
         {&info.stx_atime, &info.stx_mtime, &info.stx_ctime, &info.stx_btime}) {
      *out++ = time->tv_sec;
      *out++ = time->tv_nsec;
    }
  } else if (kind_ == Kind::kFstat) {
    FailWith(error, name());
  } else {
    FailWith(error, name(), path_);
  }
}

void StatfsJob::Run() {
  struct statfs info;
  if (Retry([&] { return statfs(path_.c_str(), &info); }) != 0) return Fail("statfs", path_);
  const int64_t values[] = {info.f_type,
                            info.f_bsize,
                            static_cast<int64_t>(info.f_blocks),
                            static_cast<int64_t>(info.f_bfree),
                            static_cast<int64_t>(info.f_bavail),
                            static_cast<int64_t>(info.f_files),
                            static_cast<int64_t>(info.f_ffree)};
  std::copy(std::begin(values), std::end(values), numbers);
}

namespace {

// Memory that is about to be read into is new as a rule. What is read may be much less than there
// is room for, so not all of a large buffer is mapped.
void PrefaultForRead(uint8_t* data, size_t size) {
  constexpr size_t kLeast = size_t{16} << 10;
  constexpr size_t kMost = size_t{1} << 20;
  if (size >= kLeast) Prefault(data, std::min(size, kMost), Access::kWrite);
}

}  // namespace

void TransferJob::Prepare() {
  if (kind_ != Kind::kRead) return;
  for (const Piece& piece : pieces_) PrefaultForRead(piece.data, piece.size);
}

void TransferJob::Run() {
  // The kernel would call it a success.
  if (pieces_.empty()) return FailWith(UV_EINVAL, kind_ == Kind::kRead ? "read" : "write");
  ssize_t count;
  if (pieces_.size() == 1) {
    uint8_t* data = pieces_[0].data;
    size_t size = pieces_[0].size;
    count = Retry([&]() -> ssize_t {
      if (kind_ == Kind::kRead) {
        return position_ < 0 ? read(fd_, data, size) : pread(fd_, data, size, position_);
      }
      return position_ < 0 ? write(fd_, data, size) : pwrite(fd_, data, size, position_);
    });
  } else {
    std::vector<iovec> vectors;
    for (const Piece& piece : pieces_) vectors.push_back({piece.data, piece.size});
    // More than IOV_MAX buffers: a short transfer, which callers must expect anyway.
    int number = static_cast<int>(std::min<size_t>(vectors.size(), IOV_MAX));
    count = Retry([&]() -> ssize_t {
      if (kind_ == Kind::kRead) {
        return position_ < 0 ? readv(fd_, vectors.data(), number)
                             : preadv(fd_, vectors.data(), number, position_);
      }
      return position_ < 0 ? writev(fd_, vectors.data(), number)
                           : pwritev(fd_, vectors.data(), number, position_);
    });
  }
  if (count < 0) return Fail(kind_ == Kind::kRead ? "read" : "write");
  transferred = count;
}

ReadPieceJob::ReadPieceJob(int fd, size_t capacity, int64_t position, Memory memory)
    : fd_(fd),
      capacity_(capacity),
      position_(position),
      is_block_(memory == Memory::kBlock && capacity == kBlockSize),
      data_(static_cast<uint8_t*>(is_block_ ? AllocateBlock() : malloc(capacity))) {
  if (data_ == nullptr) FailWith(UV_ENOMEM, "read");
}

ReadPieceJob::~ReadPieceJob() { Free(); }

void ReadPieceJob::Free() {
  if (data_ == nullptr) return;
  if (is_block_) {
    DeleteBlock(data_, kBlockSize, nullptr);
  } else {
    free(data_);
  }
  data_ = nullptr;
}

bool ReadPieceJob::RunWithoutWaiting() {
  // The loop has other things to do than to copy for long.
  constexpr size_t kMost = size_t{128} << 10;
  if (failed()) return true;
  if (capacity_ > kMost) return false;
  while (size_ < capacity_) {
    iovec rest = {data_ + size_, capacity_ - size_};
    int64_t at = position_ < 0 ? -1 : position_ + static_cast<int64_t>(size_);
    ssize_t count = Retry([&] { return preadv2(fd_, &rest, 1, at, RWF_NOWAIT); });
    if (count == 0) return true;
    if (count < 0) {
      // It would have to wait, or can't tell, or fails: Run() finds out. But what a pipe or a
      // terminal has given is all that there is to give.
      struct stat info;
      return size_ > 0 && !(fstat(fd_, &info) == 0 && S_ISREG(info.st_mode));
    }
    size_ += static_cast<size_t>(count);
  }
  return true;
}

void ReadPieceJob::Run() {
  if (!is_block_) PrefaultForRead(data_ + size_, capacity_ - size_);
  ssize_t count = Retry([&] {
    return position_ < 0 ? read(fd_, data_ + size_, capacity_ - size_)
                         : pread(fd_, data_ + size_, capacity_ - size_,
                                 position_ + static_cast<int64_t>(size_));
  });
  if (count >= 0) {
    size_ += static_cast<size_t>(count);
  } else if (size_ == 0) {  // else the next read tells
    Fail("read");
  }
}

uint8_t* ReadPieceJob::Release(size_t* size, Deleter* deleter) {
  *size = size_;
  *deleter = is_block_ ? DeleteBlock : FreeBufferMemory;
  if (size_ > 0 && size_ < capacity_) {
    // A short read must not hold the memory of a long one.
    auto* copy = static_cast<uint8_t*>(malloc(size_));
    if (copy != nullptr) {
      memcpy(copy, data_, size_);
      Free();
      *deleter = FreeBufferMemory;
      return copy;
    }
  }
  if (size_ == 0) Free();
  return std::exchange(data_, nullptr);
}

namespace {

constexpr size_t kHugePage = size_t{2} << 20;
// From this on memory comes in huge pages.
constexpr size_t kHugeRead = 2 * kHugePage;

// For free(). Much memory comes in huge pages: a fault for each small one would take longer than
// reading.
uint8_t* Allocate(size_t size) {
  if (size < kHugeRead) return static_cast<uint8_t*>(malloc(size));
  void* memory = nullptr;
  if (posix_memalign(&memory, kHugePage, size) != 0) return nullptr;
  // A wish: where it is not granted everything works all the same.
  madvise(memory, size, MADV_HUGEPAGE);
  return static_cast<uint8_t*>(memory);
}

}  // namespace

uint8_t* ReadFileJob::Release(size_t* size, Deleter* deleter) {
  *size = size_;
  *deleter = deleter_;
  uint8_t* data = data_;
  data_ = nullptr;
  size_ = 0;
  return data;
}

// These are in one piece with Run(): see engine/system_call.h.
[[gnu::always_inline]] inline bool ReadFileJob::Open() {
  if (fd() >= 0) return true;
  const int fd = fs::Open(path_.c_str(), flags_, 0666);
  if (fd < 0) {
    FailWith(fd, "open", path_);
    return false;
  }
  opened_ = fd;
  return true;
}

[[gnu::always_inline]] inline void ReadFileJob::Close() {
  if (opened_ >= 0) fs::Close(std::exchange(opened_, -1));
}

[[gnu::always_inline]] inline void ReadFileJob::MakeOwn() {
  if (is_owner_ || memory_ == Memory::kThread) return;
  data_ = nullptr;
  is_owner_ = true;
  if (size_ == 0) return;
  const BufferMemory memory = AllocateBufferMemory(size_);
  if (memory.data == nullptr) return FailWith(UV_ENOMEM, "read");
  data_ = static_cast<uint8_t*>(memory.data);
  deleter_ = memory.deleter;
  memcpy(data_, kept.bytes, size_);
}

[[gnu::always_inline]] inline bool ReadFileJob::ReadUntil(size_t limit) {
  constexpr size_t kMaxFileSize = 0x7fffffff;
  auto fail = [this](int error, std::optional<std::string> path = {}) {
    FailWith(error, "read", std::move(path));
    return true;
  };
  // Who pauses has memory of its own.
  if (data_ == nullptr) {
    data_ = kept.bytes;
    capacity_ = Kept::kSize;
  }
  for (;;) {
    if (IsStopped(stop_)) return fail(UV_ECANCELED);
    if (size_ == capacity_) {
      if (!is_owner_) {
        struct stat info;
        if (fstat(fd(), &info) != 0) {
          Fail("fstat");
          return true;
        }
        if (S_ISREG(info.st_mode)) expected_ = static_cast<size_t>(info.st_size);
        if (expected_ == size_) break;
      }
      if (std::max(size_, expected_) > kMaxFileSize) {
        return fail(kFileTooLarge, std::to_string(std::max(size_, expected_)));
      }
      capacity_ = expected_ > size_ ? expected_ : 2 * capacity_;
      uint8_t* larger =
          is_owner_ ? static_cast<uint8_t*>(realloc(data_, capacity_)) : Allocate(capacity_);
      if (larger == nullptr) return fail(UV_ENOMEM);
      if (!is_owner_) memcpy(larger, data_, size_);
      is_owner_ = true;
      data_ = larger;
    }
    size_t wanted = ChunkSize(capacity_ - size_, stop_);
    if (is_owner_) {
      if (size_ >= limit) return false;
      wanted = std::min(wanted, limit - size_);
      if (expected_ < kHugeRead) PrefaultForRead(data_ + size_, wanted);
    }
    ssize_t count =
        system_call::Retry([&] { return system_call::Read(fd(), data_ + size_, wanted); });
    if (count < 0) {
      FailRead(static_cast<int>(count));
      return true;
    }
    size_ += static_cast<size_t>(count);
    if (count == 0 || (expected_ > 0 && size_ == expected_)) break;
  }
  MakeOwn();
  return true;
}

void ReadFileJob::FailRead(int error) {
  struct stat info;
  if (fstat(fd(), &info) == 0) return FailWith(error, "read");
  Fail("fstat");  // no descriptor at all, as Node tells it
}

void ReadFileJob::Run() {
  if (is_read_) return MakeOwn();
  if (error_ != 0) {
    FailRead(error_);
  } else if (Open()) {
    ReadUntil(SIZE_MAX);
  }
  Close();
}

bool ReadFileJob::RunTurn() {
#ifdef GYRE_STRESS
  constexpr size_t kTurn = 64;
#else
  constexpr size_t kTurn = size_t{16} << 20;  // some milliseconds
#endif
  bool is_done = !Open() || ReadUntil(size_ + kTurn);
  if (is_done) Close();
  return is_done;
}

ReadFileJob::~ReadFileJob() {
  Close();
  if (is_owner_ && data_ != nullptr) deleter_(data_, size_, nullptr);
}

void WriteFileJob::Run() {
  int fd = fd_;
  int64_t old_size = 0;
  if (fd < 0) {
    // A file that is replaced is cut after the writing, not before: ext4 takes a file that is
    // emptied and written anew for one to be made safe at once, and waits for the disk when it is
    // closed.
    bool cuts_later = (flags_ & (O_TRUNC | O_EXCL | O_APPEND)) == O_TRUNC;
    int flags = (cuts_later ? flags_ & ~O_TRUNC : flags_) | O_CLOEXEC;
    fd = Retry([&] { return open(path_.c_str(), flags, mode_); });
    if (fd < 0) return Fail("open", path_);
    struct stat info;
    if (cuts_later && fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) old_size = info.st_size;
  }
  const uint8_t* data = data_;
  size_t left = size_;
  while (left > 0) {
    if (IsStopped(stop_)) {
      FailWith(UV_ECANCELED, "write");
      break;
    }
    ssize_t count = Retry([&] { return write(fd, data, ChunkSize(left, stop_)); });
    if (count < 0) {
      Fail("write");
      break;
    }
    data += count;
    left -= static_cast<size_t>(count);
  }
  // Also of what could not be written to its end nothing old is left.
  auto written = static_cast<int64_t>(size_ - left);
  if (old_size > written && Retry([&] { return ftruncate(fd, written); }) != 0 && !failed()) {
    Fail("ftruncate");
  }
  if (!failed() && flush_ && Retry([&] { return fsync(fd); }) != 0) Fail("fsync");
  // Network file systems report here that bytes were not written.
  if (fd_ < 0 && CloseFd(fd) != 0 && !failed()) Fail("close");
}

void MakeDirectoriesJob::Run() {
  // From the deepest folder that exists downwards. A folder may be made by somebody else meanwhile.
  std::vector<std::string> missing = {path_};
  while (!missing.empty()) {
    const std::string& path = missing.back();
    if (mkdir(path.c_str(), mode_) == 0) {
      first_made = first_made.empty() ? path : first_made;
      missing.pop_back();
      continue;
    }
    int error = errno;
    struct stat info;
    if (error == ENOENT) {
      size_t end = path.find_last_not_of('/');
      size_t slash = end == std::string::npos ? end : path.rfind('/', end);
      if (slash == std::string::npos || slash == 0) {
        errno = error;
        return Fail("mkdir", path_);
      }
      missing.push_back(path.substr(0, path.find_last_not_of('/', slash) + 1));
      continue;
    }
    if (stat(path.c_str(), &info) == 0) {
      if (S_ISDIR(info.st_mode)) {
        missing.pop_back();
        continue;
      }
      return FailWith(missing.size() > 1 ? UV_ENOTDIR : UV_EEXIST, "mkdir", path_);
    }
    // A link to nothing is there and is not.
    if (error != EEXIST) errno = error;
    return Fail("mkdir", path_);
  }
}

void MakeTemporaryJob::Run() {
  path += "XXXXXX";
  if (mkdtemp(path.data()) == nullptr) Fail("mkdtemp", path);
}

namespace {

std::string CurrentDirectory() {
  char buffer[PATH_MAX];
  return getcwd(buffer, sizeof(buffer)) == nullptr ? "/" : buffer;
}

// `path`, relative to `base` unless it is absolute, without `.`, `..` and repeated slashes.
std::string Resolve(const std::string& base, const std::string& path) {
  std::string result;
  auto append = [&result](std::string_view text) {
    while (!text.empty()) {
      size_t end = std::min(text.find('/'), text.size());
      std::string_view part = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (part.empty() || part == ".") continue;
      if (part == "..") {
        result.resize(result.empty() ? 0 : result.rfind('/'));
      } else {
        result.append("/").append(part);
      }
    }
  };
  if (path.empty() || path[0] != '/') append(base);
  append(path);
  return result.empty() ? "/" : result;
}

std::string ParentOf(const std::string& path) {
  size_t end = path.find_last_not_of('/');
  if (end == std::string::npos) return path.empty() ? "." : "/";
  size_t slash = path.rfind('/', end);
  if (slash == std::string::npos) return ".";
  size_t last = path.find_last_not_of('/', slash);
  return last == std::string::npos ? "/" : path.substr(0, last + 1);
}

// Returns whether readlink(2) succeeded.
bool ReadLinkInto(const std::string& path, std::string* target) {
  char buffer[PATH_MAX];
  ssize_t length = readlink(path.c_str(), buffer, sizeof(buffer));
  if (length < 0) return false;
  target->assign(buffer, static_cast<size_t>(length));
  return true;
}

}  // namespace

void ReadLinkJob::Run() {
  if (kind_ == Kind::kReadLink) {
    if (!ReadLinkInto(path_, &target)) Fail("readlink", path_);
    return;
  }
  char buffer[PATH_MAX];
  const char* path = path_.empty() && kind_ == Kind::kRealPath ? "." : path_.c_str();
  if (realpath(path, buffer) != nullptr) {
    target = buffer;
    return;
  }
  if (kind_ == Kind::kNativeRealPath) return Fail("realpath", path_);
  Walk();
}

void ReadLinkJob::Walk() {
  std::string rest = Resolve(CurrentDirectory(), path_);
  std::string base;
  while (!rest.empty()) {
    size_t end = std::min(rest.find('/', 1), rest.size());
    std::string next = base + rest.substr(0, end);
    rest.erase(0, end);
    struct stat info;
    if (lstat(next.c_str(), &info) != 0) return Fail("lstat", next);
    if (!S_ISLNK(info.st_mode)) {
      base = next;
      continue;
    }
    // Loops end here.
    if (stat(next.c_str(), &info) != 0) return Fail("stat", next);
    std::string link;
    if (!ReadLinkInto(next, &link)) return Fail("readlink", next);
    std::string resolved = Resolve(ParentOf(next), link);
    if (rest.empty() && (S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode))) {
      // In /proc the name of what has none.
      target = resolved;
      return;
    }
    rest = resolved + rest;
    base.clear();
  }
  target = base.empty() ? "/" : base;
}

namespace {

uint8_t DirentType(unsigned char type) {
  switch (type) {
    case DT_REG:
      return UV_DIRENT_FILE;
    case DT_DIR:
      return UV_DIRENT_DIR;
    case DT_LNK:
      return UV_DIRENT_LINK;
    case DT_FIFO:
      return UV_DIRENT_FIFO;
    case DT_SOCK:
      return UV_DIRENT_SOCKET;
    case DT_CHR:
      return UV_DIRENT_CHAR;
    case DT_BLK:
      return UV_DIRENT_BLOCK;
    default:
      return UV_DIRENT_UNKNOWN;
  }
}

// Asks where the file system does not tell.
uint8_t EntryType(int directory, const char* name, unsigned char type) {
  struct stat info;
  if (type == DT_UNKNOWN && fstatat(directory, name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
    type = IFTODT(info.st_mode);
  }
  return DirentType(type);
}

bool IsDotOrDotDot(const char* name) {
  return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

}  // namespace

namespace {

// What the kernel writes: see getdents(2).
struct KernelEntry {
  uint64_t inode;
  int64_t offset;
  uint16_t size;
  uint8_t type;
  char name[1];
};

// Returns how many bytes were written, 0 at the end, or -1 with errno set.
long ReadKernelEntries(int fd, void* buffer, size_t size) {
  return Retry([&] { return syscall(SYS_getdents64, fd, buffer, size); });
}

// `visit(name, type)` for each of the entries in `buffer`.
template <typename Visitor>
void ForEachEntry(const char* buffer, size_t size, Visitor visit) {
  for (size_t at = 0; at < size;) {
    auto* entry = reinterpret_cast<const KernelEntry*>(buffer + at);
    at += entry->size;
    if (!IsDotOrDotDot(entry->name)) visit(static_cast<const char*>(entry->name), entry->type);
  }
}

// Adds the names in an open folder. Returns 0 or UV_E*.
int ReadNames(int fd, std::vector<std::string>* names) {
  alignas(KernelEntry) char buffer[16 * 1024];
  for (;;) {
    long count = ReadKernelEntries(fd, buffer, sizeof(buffer));
    if (count < 0) return -errno;
    if (count == 0) return 0;
    ForEachEntry(buffer, static_cast<size_t>(count),
                 [&](const char* name, uint8_t) { names->push_back(name); });
  }
}

// What a folder is sorted by: most names differ in the eight bytes behind what all have in common.
struct SortedName {
  uint64_t key;
  std::string_view name;
  uint8_t type;
};

void Sort(std::vector<SortedName>* names) {
  if (names->empty()) return;
  std::string_view common = names->front().name;
  for (const SortedName& each : *names) {
    size_t length = std::min(common.size(), each.name.size());
    common = common.substr(
        0, static_cast<size_t>(std::mismatch(common.begin(),
                                             common.begin() + static_cast<std::ptrdiff_t>(length),
                                             each.name.begin())
                                   .first -
                               common.begin()));
  }
  for (SortedName& each : *names) {
    std::string_view rest = each.name.substr(common.size());
    uint64_t bytes = 0;
    memcpy(&bytes, rest.data(), std::min(rest.size(), sizeof(bytes)));
    each.key = be64toh(bytes);
  }
  std::sort(names->begin(), names->end(), [](const SortedName& a, const SortedName& b) {
    return a.key != b.key ? a.key < b.key : a.name < b.name;
  });
}

}  // namespace

void ReadDirectoryJob::Run() {
  folders = {""};
  for (size_t i = 0; i < folders.size(); ++i) {
    if (!ReadFolder(static_cast<uint32_t>(i))) return;
  }
}

bool ReadDirectoryJob::ReadFolder(uint32_t index) {
  const std::string relative = folders[index];
  const std::string absolute = relative.empty() ? path_ : path_ + "/" + relative;
  ScopedFd folder(
      Retry([&] { return open(absolute.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (folder.get() < 0) {
    // A folder that has gone since its name was read.
    if (index > 0 && errno == ENOENT) return true;
    Fail("scandir", absolute);
    return false;
  }
#ifdef GYRE_STRESS
  constexpr size_t kChunk = 512;  // one or two entries a call
#else
  constexpr size_t kChunk = 32 * 1024;
#endif
  // Kept for the next folder, as long as it is of an ordinary size.
  static thread_local std::vector<char> buffer;
  size_t used = 0;
  for (;;) {
    if (buffer.size() - used < kChunk) buffer.resize(std::max(used * 2, used + kChunk));
    long count = ReadKernelEntries(folder.get(), buffer.data() + used, buffer.size() - used);
    if (count < 0) {
      Fail("scandir", absolute);
      return false;
    }
    if (count == 0) break;
    used += static_cast<size_t>(count);
  }
  std::vector<SortedName> found;
  ForEachEntry(buffer.data(), used, [&](const char* name, uint8_t type) {
    found.push_back({0, name, EntryType(folder.get(), name, type)});
  });
  // So that the result does not depend on the file system.
  Sort(&found);
  for (const SortedName& each : found) {
    if (form_ == Form::kPaths && !relative.empty()) names.append(relative).push_back('/');
    names.append(each.name).push_back('\0');
    types.push_back(each.type);
    if (depth_ == Depth::kOne) continue;
    parents.push_back(index);
    if (each.type != UV_DIRENT_DIR) continue;
    folders.push_back(relative.empty() ? std::string(each.name)
                                       : relative + "/" + std::string(each.name));
  }
  constexpr size_t kOrdinary = 256 * 1024;
  if (buffer.size() > kOrdinary) buffer = {};
  return true;
}

void ReadEntriesJob::Run() {
  std::vector<uint64_t> buffer((bytes_ + sizeof(uint64_t) - 1) / sizeof(uint64_t));
  auto* begin = reinterpret_cast<char*>(buffer.data());
  while (entries.empty()) {
    long count = ReadKernelEntries(fd_, begin, buffer.size() * sizeof(uint64_t));
    if (count < 0) return Fail("scandir");
    if (count == 0) return;
    ForEachEntry(begin, static_cast<size_t>(count), [&](const char* name, uint8_t type) {
      entries.push_back({name, EntryType(fd_, name, type)});
    });
  }
}

// --- cp ------------------------------------------------------------------------------------------

namespace {

bool IsSameFile(const struct stat& a, const struct stat& b) {
  return a.st_ino != 0 && a.st_ino == b.st_ino && a.st_dev == b.st_dev;
}

// Both absolute and resolved. A path is below itself.
bool IsBelow(const std::string& parent, const std::string& path) {
  if (path.compare(0, parent.size(), parent) != 0) return false;
  return path.size() == parent.size() || parent == "/" || path[parent.size()] == '/';
}

}  // namespace

CopyTreeJob::CopyTreeJob(Depth depth, std::string from, std::string to, uint32_t options, int mode)
    : depth_(depth),
      from_(std::move(from)),
      to_(std::move(to)),
      options_(options),
      mode_(mode),
      working_directory_(CurrentDirectory()) {}

bool CopyTreeJob::Refuse(Refusal why, const std::string& from, const std::string& to) {
  refusal = why;
  refused_from = from;
  refused_to = to;
  return false;
}

void CopyTreeJob::Run() { Copy(from_, to_); }

bool CopyTreeJob::Copy(const std::string& from, const std::string& to) {
  bool is_root = &from == &from_ && Has(kIsRoot);
  bool follow = Has(kDereference);
  const char* stat_name = follow ? "stat" : "lstat";
  struct stat from_info;
  struct stat to_info;
  auto get = follow ? stat : lstat;
  if (get(from.c_str(), &from_info) != 0) {
    Fail(stat_name, from);
    return false;
  }
  bool exists = get(to.c_str(), &to_info) == 0;
  if (!exists && errno != ENOENT) {
    Fail(stat_name, to);
    return false;
  }
  bool is_folder = S_ISDIR(from_info.st_mode);
  if (exists) {
    if (IsSameFile(from_info, to_info)) return Refuse(Refusal::kSame, from, to);
    if (is_folder && !S_ISDIR(to_info.st_mode)) {
      return Refuse(Refusal::kDirectoryOverFile, from, to);
    }
    if (!is_folder && S_ISDIR(to_info.st_mode)) {
      return Refuse(Refusal::kFileOverDirectory, from, to);
    }
  }
  if (is_root) {
    if (is_folder && IsBelow(Resolve(working_directory_, from), Resolve(working_directory_, to))) {
      return Refuse(Refusal::kIntoItself, from, to);
    }
    if (!CheckParents(from, from_info, to)) return false;
  }
  if (is_folder) {
    if (!Has(kRecursive)) return Refuse(Refusal::kIsDirectory, from, to);
    return CopyDirectory(from, to, from_info, exists);
  }
  if (S_ISREG(from_info.st_mode) || S_ISCHR(from_info.st_mode) || S_ISBLK(from_info.st_mode)) {
    return CopyOneFile(from, to, exists);
  }
  if (S_ISLNK(from_info.st_mode)) return CopyLink(from, to, exists);
  if (S_ISSOCK(from_info.st_mode)) return Refuse(Refusal::kSocket, from, to);
  if (S_ISFIFO(from_info.st_mode)) return Refuse(Refusal::kFifo, from, to);
  return Refuse(Refusal::kUnknown, from, to);
}

bool CopyTreeJob::CheckParents(const std::string& from, const struct stat& from_info,
                               const std::string& to) {
  // The names alone don't tell where links lead: no folder above `to` may be `from` itself.
  std::string parent = ParentOf(Resolve(working_directory_, to));
  for (std::string folder = parent; folder != "/"; folder = ParentOf(folder)) {
    struct stat info;
    if (stat(folder.c_str(), &info) == 0 && IsSameFile(from_info, info)) {
      return Refuse(Refusal::kIntoItself, from, to);
    }
  }
  struct stat info;
  if (stat(parent.c_str(), &info) == 0) return true;
  MakeDirectoriesJob make(ParentOf(to), 0777);
  make.Run();
  if (!make.failed()) return true;
  FailWith(make.failure().error, make.failure().syscall, make.failure().path);
  return false;
}

bool CopyTreeJob::CopyDirectory(const std::string& from, const std::string& to,
                                const struct stat& from_info, bool exists) {
  // Writable until it is filled.
  if (!exists && mkdir(to.c_str(), 0777) != 0) {
    Fail("mkdir", to);
    return false;
  }
  int mode = static_cast<int>(from_info.st_mode & 07777);
  if (depth_ == Depth::kOne) {
    is_directory = true;
    directory_mode = exists ? -1 : mode;
    return true;
  }
  std::vector<std::string> names;
  {
    ScopedFd folder(Retry([&] { return open(from.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
    if (folder.get() < 0) {
      Fail("opendir", from);
      return false;
    }
    int error = ReadNames(folder.get(), &names);
    if (error != 0) {
      FailWith(error, "scandir", from);
      return false;
    }
  }
  auto below = [](const std::string& folder, const std::string& name) {
    return folder.back() == '/' ? folder + name : folder + "/" + name;
  };
  for (const std::string& name : names) {
    if (!Copy(below(from, name), below(to, name))) return false;
  }
  if (!exists && chmod(to.c_str(), static_cast<mode_t>(mode)) != 0) {
    Fail("chmod", to);
    return false;
  }
  return true;
}

bool CopyTreeJob::CopyLink(const std::string& from, const std::string& to, bool exists) {
  std::string link;
  if (!ReadLinkInto(from, &link)) {
    Fail("readlink", from);
    return false;
  }
  std::string resolved = Resolve(Resolve(working_directory_, ParentOf(from)), link);
  if (!Has(kVerbatimSymlinks)) link = resolved;
  std::string there;
  // A file in the way is left there, and symlink(2) says so.
  if (exists && ReadLinkInto(to, &there)) {
    there = Resolve(Resolve(working_directory_, ParentOf(to)), there);
    struct stat info;
    bool leads_to_folder = stat(to.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
    if (leads_to_folder && IsBelow(resolved, there)) {
      return Refuse(Refusal::kLinkIntoItself, resolved, there);
    }
    // Removing the link could take away what the new one leads to.
    if (leads_to_folder && IsBelow(there, resolved)) {
      return Refuse(Refusal::kLinkToSubdirectory, resolved, there);
    }
    if (unlink(to.c_str()) != 0) {
      Fail("unlink", to);
      return false;
    }
  }
  if (symlink(link.c_str(), to.c_str()) != 0) {
    Fail("symlink", link, to);
    return false;
  }
  return true;
}

bool CopyTreeJob::CopyOneFile(const std::string& from, const std::string& to, bool exists) {
  if (exists) {
    if (!Has(kForce)) return Has(kErrorOnExist) ? Refuse(Refusal::kExists, from, to) : true;
    // A new file, whatever the old one's permissions and other names are.
    if (unlink(to.c_str()) != 0) {
      Fail("unlink", to);
      return false;
    }
  }
  if (CopyContents(from.c_str(), to.c_str(), mode_) != 0) {
    Fail("copyfile", from, to);
    return false;
  }
  if (!Has(kPreserveTimestamps)) return true;
  // Reading has changed the time of access.
  struct stat info;
  if (stat(from.c_str(), &info) != 0) {
    Fail("stat", from);
    return false;
  }
  const timespec times[2] = {info.st_atim, info.st_mtim};
  if (utimensat(AT_FDCWD, to.c_str(), times, 0) != 0) {
    Fail("utime", to);
    return false;
  }
  return true;
}

// --- rm ------------------------------------------------------------------------------------------

RemoveJob::Obstacle RemoveJob::Remove(int parent, const std::string& name,
                                      const std::string& path) {
  if (unlinkat(parent, name.c_str(), 0) == 0) return {};
  if (errno != EISDIR && errno != EPERM) return {-errno, "unlink", path};
  ScopedFd folder(Retry([&] {
    return openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  }));
  if (folder.get() < 0) {
    if (errno != ENOTDIR && errno != ELOOP) return {-errno, "scandir", path};
    // No folder, or not any more.
    if (unlinkat(parent, name.c_str(), 0) == 0) return {};
    return {-errno, "unlink", path};
  }
  std::vector<std::string> names;
  Obstacle obstacle = {ReadNames(folder.get(), &names), "scandir", path};
  for (const std::string& child : names) {
    if (obstacle.error != 0) break;
    obstacle = Remove(folder.get(), child, path + "/" + child);
    if (obstacle.error == UV_ENOENT) obstacle = {};  // somebody else was faster
  }
  if (obstacle.error != 0) return obstacle;
  if (unlinkat(parent, name.c_str(), AT_REMOVEDIR) == 0) return {};
  return {-errno, "rmdir", path};
}

void RemoveJob::Run() {
  struct stat info;
  if (lstat(path_.c_str(), &info) != 0) {
    if (errno != ENOENT || !force_) Fail("lstat", path_);
    return;
  }
  if (kind_ == Kind::kOne && S_ISDIR(info.st_mode)) return FailWith(UV_EISDIR, "rm", path_);
  if (kind_ == Kind::kDirectoryTree && !S_ISDIR(info.st_mode)) {
    return FailWith(UV_ENOTDIR, "rmdir", path_);
  }
  for (uint32_t attempt = 0;; ++attempt) {
    Obstacle obstacle = Remove(AT_FDCWD, path_, path_);
    int error = obstacle.error;
    if (error == 0 || (error == UV_ENOENT && force_)) return;
    bool again = error == UV_EBUSY || error == UV_EMFILE || error == UV_ENFILE ||
                 error == UV_ENOTEMPTY || error == UV_EPERM;
    if (!again || attempt >= retries_) return FailWith(error, obstacle.syscall, obstacle.path);
    std::this_thread::sleep_for(
        std::chrono::milliseconds(static_cast<int64_t>(retry_delay_) * (int64_t{attempt} + 1)));
  }
}

}  // namespace gyre::fs
